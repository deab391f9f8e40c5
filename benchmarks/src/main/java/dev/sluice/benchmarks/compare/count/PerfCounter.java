package dev.sluice.benchmarks.compare.count;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code perf stat} on the kernel's own tracepoints: counts without stopping anything. Mostly for root only. */
record PerfCounter(String executable) implements SyscallCounter {
    private static final String ALL = "raw_syscalls:sys_enter";
    private static final String ONE = "syscalls:sys_enter_";

    /** Not every architecture has every call. */
    private static final Path TRACEPOINTS = Path.of("/sys/kernel/tracing/events/syscalls");

    /** Those that proxies use at every request, or often enough to matter. */
    private static final List<String> TOLD_APART = List.of(
            "read",
            "write",
            "readv",
            "writev",
            "recvfrom",
            "sendto",
            "recvmsg",
            "sendmsg",
            "epoll_wait",
            "epoll_pwait",
            "epoll_pwait2",
            "epoll_ctl",
            "io_uring_enter",
            "futex",
            "timerfd_settime",
            "eventfd2",
            "accept4",
            "close");

    /** A line of {@code -x,}: count, unit, event and more. */
    private static final Pattern LINE = Pattern.compile("^(\\d+),[^,]*,([\\w:]+),.*");

    private static final Duration TRIAL = Duration.ofSeconds(10);

    /** If it is installed, and a trial shows that it may count. */
    static Optional<SyscallCounter> find() {
        return Command.find("perf")
                .map(Object::toString)
                .filter(PerfCounter::mayCount)
                .map(PerfCounter::new);
    }

    private static boolean mayCount(String executable) {
        return Command.run(TRIAL, List.of(executable, "stat", "-x,", "-e", ALL, "true"))
                .text()
                .lines()
                .anyMatch(line -> LINE.matcher(line).matches());
    }

    @Override
    public String name() {
        return "perf stat";
    }

    @Override
    public SyscallCounts count(long pid, Runnable action) {
        // The command runs only once the counting has begun, and perf counts until it ends.
        return parse(Attached.observe(
                List.of(
                        executable,
                        "stat",
                        "-x,",
                        "-e",
                        events(),
                        "-p",
                        Long.toString(pid),
                        "sh",
                        "-c",
                        "echo counting; cat"),
                "counting",
                Attached::closeInput,
                action));
    }

    private static String events() {
        Stream<String> known =
                TOLD_APART.stream().filter(name -> Files.isDirectory(TRACEPOINTS.resolve("sys_enter_" + name)));
        return Stream.concat(Stream.of(ALL), known.map(name -> ONE + name)).collect(Collectors.joining(","));
    }

    static SyscallCounts parse(String text) {
        List<Matcher> lines =
                text.lines().map(LINE::matcher).filter(Matcher::matches).toList();
        long total = lines.stream()
                .filter(line -> line.group(2).equals(ALL))
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("perf counted nothing: " + text.strip()));
        Map<String, Long> byName = lines.stream()
                .filter(line -> line.group(2).startsWith(ONE) && !line.group(1).equals("0"))
                .map(line -> Map.entry(line.group(2).substring(ONE.length()), Long.parseLong(line.group(1))))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
        return new SyscallCounts(total, byName);
    }
}

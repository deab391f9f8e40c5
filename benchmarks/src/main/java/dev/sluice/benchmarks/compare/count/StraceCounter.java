package dev.sluice.benchmarks.compare.count;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Command;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code strace -c}: stops the process at each call, so that it becomes several times slower and finds more to do at each turn. */
record StraceCounter(String executable) implements SyscallCounter {
    /** A line of the summary: share, seconds, us a call, calls, perhaps errors, name. */
    private static final Pattern LINE =
            Pattern.compile("^\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:\\d+\\s+)?(\\w+)\\s*$");

    static Optional<SyscallCounter> find() {
        return Command.find("strace").map(path -> new StraceCounter(path.toString()));
    }

    @Override
    public String name() {
        return "strace, which slows down";
    }

    @Override
    public SyscallCounts count(long pid, Runnable action) {
        return parse(Attached.observe(
                List.of(executable, "-f", "-c", "-p", Long.toString(pid)), " attached", Attached::interrupt, action));
    }

    static SyscallCounts parse(String text) {
        Map<String, Long> byName = text.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(2).equals("total"))
                .map(line -> Map.entry(line.group(2), Long.parseLong(line.group(1))))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
        if (byName.isEmpty()) {
            throw new BenchmarkException("strace counted nothing: " + text.strip());
        }
        return new SyscallCounts(
                byName.values().stream().mapToLong(count -> count).sum(), byName);
    }
}

package dev.sluice.benchmarks.compare.idle;

import dev.sluice.benchmarks.compare.system.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live objects of another JVM, by jcmd. */
final class JavaHeap {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern USED = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");

    private JavaHeap() {}

    /** Collects all garbage, and tells what is left in kilobytes; empty if that process is not a JVM of this user, or jcmd is not here. */
    static OptionalLong collectedKb(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return OptionalLong.empty();
        }
        String process = Long.toString(pid);
        Command.Outcome collected = Command.run(PATIENCE, List.of(jcmd.toString(), process, "GC.run"));
        if (collected.exitCode() != 0) {
            return OptionalLong.empty();
        }
        return usedKb(Command.run(PATIENCE, List.of(jcmd.toString(), process, "GC.heap_info"))
                .text());
    }

    static OptionalLong usedKb(String heapInfo) {
        Matcher matcher = USED.matcher(heapInfo);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}

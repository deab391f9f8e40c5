package dev.sluice.benchmarks.compare.system;

import java.util.List;

/** The lines of {@code /proc/PID/status}, of which memory is read (proc(5)). */
final class ProcStatus {
    private ProcStatus() {}

    /**
     * The value of a line in kilobytes.
     *
     * @param key such as {@code VmRSS}
     */
    static long kilobytes(List<String> lines, String key) {
        for (String line : lines) {
            if (line.startsWith(key + ":")) {
                return Long.parseLong(
                        line.substring(key.length() + 1).replace("kB", "").strip());
            }
        }
        throw new BenchmarkException("no " + key + " in /proc/PID/status");
    }
}

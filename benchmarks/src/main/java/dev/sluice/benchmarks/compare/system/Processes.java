package dev.sluice.benchmarks.compare.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** What the kernel keeps about a process and its children: CPU time and memory. Thread-safe. */
public final class Processes {
    private Processes() {}

    /** CPU time of the process and of the children that it has now, in microseconds, in steps of 10,000. */
    public static long cpuMicros(long pid) {
        return sum(pid, each -> ProcStat.cpuMicros(line(each, "stat")));
    }

    /** Resident memory now, of the process and its children, in kilobytes. */
    public static long residentKb(long pid) {
        return sum(pid, each -> ProcStatus.kilobytes(lines(each, "status"), "VmRSS"));
    }

    /** The most resident memory that the process, and each of its children, ever had, in kilobytes. */
    public static long peakKb(long pid) {
        return sum(pid, each -> ProcStatus.kilobytes(lines(each, "status"), "VmHWM"));
    }

    private static long sum(long pid, ToLongFunction<Long> value) {
        LongStream children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), children)
                .map(each -> value.applyAsLong(each))
                .sum();
    }

    private static String line(long pid, String file) {
        return lines(pid, file).get(0);
    }

    private static List<String> lines(long pid, String file) {
        Path path = Path.of("/proc", Long.toString(pid), file);
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + path + ": has process " + pid + " ended?", e);
        }
    }
}

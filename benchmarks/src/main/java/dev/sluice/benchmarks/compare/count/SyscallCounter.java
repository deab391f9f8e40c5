package dev.sluice.benchmarks.compare.count;

import java.util.Optional;

/** Counts the system calls of a process while something happens. */
public interface SyscallCounter {
    /** As it is to be named beside the figures. */
    String name();

    /**
     * Runs the action to its end and counts meanwhile, in all threads.
     *
     * @throws dev.sluice.benchmarks.compare.system.BenchmarkException if this may not be observed here, with what the program said
     */
    SyscallCounts count(long pid, Runnable action);

    /** The one that disturbs least, of those that are installed. */
    static Optional<SyscallCounter> best() {
        return PerfCounter.find().or(StraceCounter::find);
    }
}

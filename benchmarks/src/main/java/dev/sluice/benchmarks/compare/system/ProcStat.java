package dev.sluice.benchmarks.compare.system;

import java.util.regex.Pattern;

/** The line of {@code /proc/PID/stat}, of which the CPU time is read (proc(5)). It covers all threads, those that ended too. */
final class ProcStat {
    /** USER_HZ: the unit of the times in this file, the same on every architecture that Linux still runs Java on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final Pattern BLANK = Pattern.compile(" ");

    /** Of what follows the command's name, counted from 0: fields 14 and 15 of the line. */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private ProcStat() {}

    /** User and system time of the process in microseconds, in steps of 10,000. */
    static long cpuMicros(String line) {
        // The command's name stands in parentheses and may itself hold blanks and parentheses.
        int name = line.lastIndexOf(')');
        String[] fields = BLANK.split(line.substring(name + 1).strip(), -1);
        if (name < 0 || fields.length <= SYSTEM_TIME) {
            throw new BenchmarkException("not a line of /proc/PID/stat: " + line);
        }
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
    }
}

package dev.sluice.proxy.gate;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Waits of held commands, in microseconds. Not thread-safe. */
final class PauseClock {
    private static final int DIGITS = 3;

    private final Histogram writes = new Histogram(DIGITS);
    private final Histogram reads = new Histogram(DIGITS);

    void record(boolean write, long nanos) {
        (write ? writes : reads).recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    void add(PauseClock other) {
        writes.add(other.writes);
        reads.add(other.reads);
    }

    PauseReport report() {
        return new PauseReport(PauseReport.Pause.of(writes), PauseReport.Pause.of(reads));
    }
}

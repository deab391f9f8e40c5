package dev.sluice.benchmarks.compare.load;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** The latencies of one run of a client library. Thread-safe for recording. */
final class Timings {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram histogram = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);

    void record(long nanos) {
        histogram.recordValue(Math.min(nanos, LONGEST_NANOS));
    }

    Figures figures(long tookNanos) {
        long requests = histogram.getTotalCount();
        return new Figures(requests, requests * 1e9 / tookNanos, millis(50), millis(99));
    }

    private double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }
}

package dev.sluice.proxy.gate;

import org.HdrHistogram.Histogram;

/** How long commands that were held waited. */
public record PauseReport(Pause writes, Pause reads) {

    /** In milliseconds; all zero when nothing was held. */
    public record Pause(long commands, double p50Ms, double p99Ms, double maxMs) {
        static Pause of(Histogram micros) {
            long count = micros.getTotalCount();
            return count == 0
                    ? new Pause(0, 0, 0, 0)
                    : new Pause(
                            count,
                            micros.getValueAtPercentile(50) / 1000.0,
                            micros.getValueAtPercentile(99) / 1000.0,
                            micros.getMaxValue() / 1000.0);
        }
    }
}

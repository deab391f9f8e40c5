package dev.sluice.benchmarks.compare.load;

/**
 * What the program that makes the load says of one run.
 *
 * @param rps requests a second
 * @param p50Millis median of the time from sending to reply
 */
public record Figures(long requests, double rps, double p50Millis, double p99Millis) {
    /** How long the run took, as far as the rate tells. */
    public double seconds() {
        return rps > 0 ? requests / rps : 0;
    }
}

package dev.sluice.benchmarks.compare.measure;

/**
 * How long it is measured.
 *
 * @param rounds measured ones
 * @param seconds that a run without a proxy should take; as many requests go through each proxy. redis-benchmark with threads stops only
 *     every quarter of a second, so such a run takes three times as long
 * @param requests instead of {@code seconds}; 0 for none
 * @param warmUp the share of a run's requests that goes through each peer once before the first round, for the JVM's compiler above all
 */
public record Plan(int rounds, double seconds, long requests, double warmUp) {
    public Plan {
        require(rounds >= 1 && rounds <= 1_000, "--rounds must be 1 to 1000, not " + rounds);
        require(seconds > 0 && seconds <= 3_600, "--seconds must be above 0 and at most 3600, not " + seconds);
        require(requests >= 0, "--requests must not be negative");
        require(warmUp >= 0, "the warm-up must not be negative");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

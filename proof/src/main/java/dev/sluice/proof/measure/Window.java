package dev.sluice.proof.measure;

import java.time.Duration;
import java.time.Instant;

/**
 * From the first hold to the last release of one attempt.
 *
 * @param beginNanos on the scale of {@link System#nanoTime()}, as {@code endNanos}
 */
public record Window(long beginNanos, long endNanos) {

    /** A window between two moments of the wall clock. Right as long as nobody sets that clock meanwhile. */
    public static Window between(Instant begin, Instant end) {
        long nowNanos = System.nanoTime();
        Instant now = Instant.now();
        return new Window(
                nowNanos - Duration.between(begin, now).toNanos(),
                nowNanos - Duration.between(end, now).toNanos());
    }

    boolean touches(long sentNanos, long repliedNanos) {
        return sentNanos - endNanos <= 0 && repliedNanos - beginNanos >= 0;
    }
}

package dev.sluice.cutover.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Time, and waiting for it: the only place where the cutover stands still. A test replaces it and no test sleeps. */
public interface Ticker {
    /** Monotonic, for durations. */
    long nanos();

    /** For people: what decides nothing. */
    Instant now();

    /** Stands still for so long. An interruption does not shorten it; the flag is kept. */
    void pause(Duration duration);

    /** Waits until the future is done, well or not, or the time is over. Returns whether it is done. */
    boolean await(CompletableFuture<?> future, Duration atMost);

    static Ticker system() {
        return new SystemTicker();
    }
}

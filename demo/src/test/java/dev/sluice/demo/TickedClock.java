package dev.sluice.demo;

import java.time.Duration;

/** Time that passes only while somebody sleeps. */
final class TickedClock implements Ticker {
    private long nanos = 1;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration time) {
        nanos += time.toNanos();
    }
}

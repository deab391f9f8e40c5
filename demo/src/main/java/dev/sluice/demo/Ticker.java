package dev.sluice.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time, so that tests can let it pass as they like. */
interface Ticker {
    long nanos();

    void sleep(Duration time) throws InterruptedException;

    /** The machine's clock. */
    static Ticker system() {
        return new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            }
        };
    }
}

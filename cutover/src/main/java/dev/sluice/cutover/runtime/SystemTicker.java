package dev.sluice.cutover.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's clocks. */
final class SystemTicker implements Ticker {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public void pause(Duration duration) {
        boolean unused = await(new CompletableFuture<>(), duration);
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration atMost) {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> done.countDown());
        long deadline = System.nanoTime() + Math.max(0, atMost.toNanos());
        boolean interrupted = false;
        try {
            while (!future.isDone()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                try {
                    boolean signalled = done.await(left, TimeUnit.NANOSECONDS);
                    if (!signalled) {
                        break;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return future.isDone();
    }
}

package dev.sluice.testservers;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The faults in force and the counters of a link, under one lock; every change wakes those who wait for one. */
final class LinkFaults {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final Map<Direction, Boolean> stalled = new EnumMap<>(Direction.class);
    private final Map<Direction, Long> cutAt = new EnumMap<>(Direction.class);
    private final Map<Direction, Long> forwarded = new EnumMap<>(Direction.class);
    private long delayNanos;
    private long bytesPerSecond;

    void setDelay(long nanos) {
        change(() -> delayNanos = nanos);
    }

    void setBytesPerSecond(long rate) {
        change(() -> bytesPerSecond = rate);
    }

    void setStalled(Direction direction, boolean stop) {
        change(() -> stalled.put(direction, stop));
    }

    void cutAfter(Direction direction, long bytes) {
        change(() -> cutAt.put(direction, forwarded.getOrDefault(direction, 0L) + bytes));
    }

    void clear() {
        change(() -> {
            delayNanos = 0;
            bytesPerSecond = 0;
            stalled.clear();
            cutAt.clear();
        });
    }

    void signal() {
        change(() -> {});
    }

    long forwarded(Direction direction) {
        lock.lock();
        try {
            return forwarded.getOrDefault(direction, 0L);
        } finally {
            lock.unlock();
        }
    }

    long delayNanos() {
        lock.lock();
        try {
            return delayNanos;
        } finally {
            lock.unlock();
        }
    }

    /** How long {@code bytes} take at the rate in force. */
    long nanosFor(int bytes) {
        lock.lock();
        try {
            return bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        } finally {
            lock.unlock();
        }
    }

    /** How much of a chunk may pass, and whether the connection ends after it. */
    record Allowance(int bytes, boolean thenCut) {}

    /** Takes the right to forward up to {@code bytes}, and counts what may pass as forwarded. */
    Allowance take(Direction direction, int bytes) {
        lock.lock();
        try {
            long before = forwarded.getOrDefault(direction, 0L);
            long cut = cutAt.getOrDefault(direction, Long.MAX_VALUE);
            boolean reached = before + bytes >= cut;
            int allowed = reached ? (int) Math.max(0, cut - before) : bytes;
            if (reached) {
                cutAt.remove(direction);
            }
            forwarded.put(direction, before + allowed);
            changed.signalAll();
            return new Allowance(allowed, reached);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code dueNanos} is reached and the direction is not stalled, or {@code over} holds. */
    void awaitFlow(Direction direction, long dueNanos, BooleanSupplier over) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over.getAsBoolean()) {
                if (stalled.getOrDefault(direction, false)) {
                    changed.await();
                    continue;
                }
                // Without a delay in force nothing waits for one: heal() lets go of what a delay held back.
                long left = dueNanos - System.nanoTime();
                if (left <= 0 || (delayNanos == 0 && bytesPerSecond == 0)) {
                    return;
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean await(BooleanSupplier condition, long timeoutNanos) {
        long deadline = System.nanoTime() + timeoutNanos;
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

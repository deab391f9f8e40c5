package dev.sluice.cutover;

import dev.sluice.cutover.runtime.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** Time that passes only while someone waits; what is scheduled happens in the meantime. */
final class FakeTicker implements Ticker {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final Faults faults;
    private Runnable eachStep = () -> {};
    private long now;
    private long numbers;

    FakeTicker(Faults faults) {
        this.faults = faults;
    }

    /** Called whenever time has passed. */
    void eachStep(Runnable step) {
        eachStep = step;
    }

    void after(Duration delay, Runnable action) {
        events.add(new Event(now + delay.toNanos(), numbers++, action));
    }

    @Override
    public long nanos() {
        return now;
    }

    /** Asked for right before every record and event, which makes it a good place to crash. */
    @Override
    public Instant now() {
        faults.crashPoint("clock");
        return Instant.ofEpochMilli(now / 1_000_000);
    }

    @Override
    public void pause(Duration duration) {
        advance(now + duration.toNanos(), new CompletableFuture<>());
    }

    @Override
    public boolean await(CompletableFuture<?> future, Duration atMost) {
        advance(now + atMost.toNanos(), future);
        return future.isDone();
    }

    private void advance(long deadline, CompletableFuture<?> until) {
        while (!until.isDone() && now < deadline) {
            Event next = events.peek();
            long step = Math.min(deadline, now + Duration.ofMillis(1).toNanos());
            if (next != null && next.at() <= step) {
                events.remove();
                now = Math.max(now, next.at());
                next.action().run();
            } else {
                now = step;
            }
            eachStep.run();
        }
    }

    private record Event(long at, long number, Runnable action) {}
}

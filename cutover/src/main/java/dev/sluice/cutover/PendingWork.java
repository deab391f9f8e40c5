package dev.sluice.cutover;

import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What has to succeed and has not yet: tried again until it does, and named as a problem meanwhile. Used by the
 * coordinator's thread only, but for {@link #describe()}.
 */
final class PendingWork {
    static final Duration RETRY = Duration.ofMillis(500);
    /** Each round that fails doubles the pause up to this. */
    static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final Deque<Item> items = new ArrayDeque<>();
    private final Problems problems;
    private final Ticker ticker;
    private long nextTry = Long.MIN_VALUE;
    private long pause = RETRY.toNanos() / 2;
    private volatile String waiting = "";

    PendingWork(Problems problems, Ticker ticker) {
        this.problems = problems;
        this.ticker = ticker;
    }

    /** Done only after what was added before it in the same way. */
    void add(String name, Work work) {
        items.addLast(new Item(name, work, true));
        describeAgain();
    }

    /** Done whatever becomes of the rest. */
    void addAlone(String name, Work work) {
        items.addLast(new Item(name, work, false));
        describeAgain();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Name of what is to be done next; empty when there is nothing. Any thread. */
    String describe() {
        return waiting;
    }

    /** Whether something of this name is still to be done. */
    boolean has(String name) {
        return items.stream().anyMatch(item -> item.name().equals(name));
    }

    /** Gives up what was to be done in order. */
    void clearOrdered() {
        items.stream().filter(Item::ordered).forEach(item -> problems.clear(item.name()));
        items.removeIf(Item::ordered);
        describeAgain();
    }

    /** Does what can be done now. Returns whether anything was tried. */
    boolean step() {
        if (items.isEmpty() || ticker.nanos() < nextTry) {
            return false;
        }
        boolean failed = false;
        boolean blocked = false;
        for (Item item : List.copyOf(items)) {
            if (!(item.ordered() && blocked) && !succeeds(item)) {
                blocked |= item.ordered();
                failed = true;
            }
        }
        pause = failed ? Math.min(pause * 2, LONGEST_RETRY.toNanos()) : RETRY.toNanos() / 2;
        nextTry = failed ? ticker.nanos() + pause : Long.MIN_VALUE;
        describeAgain();
        return true;
    }

    private boolean succeeds(Item item) {
        try {
            item.work().run();
            items.remove(item);
            problems.clear(item.name());
            return true;
        } catch (StepException e) {
            problems.set(item.name(), e.getMessage());
            return false;
        }
    }

    private void describeAgain() {
        Item first = items.peekFirst();
        waiting = first == null ? "" : first.name();
    }

    interface Work {
        void run() throws StepException;
    }

    private record Item(String name, Work work, boolean ordered) {}
}

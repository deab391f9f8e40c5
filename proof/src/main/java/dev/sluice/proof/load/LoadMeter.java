package dev.sluice.proof.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Live counts of a group of clients. Thread-safe. */
public final class LoadMeter {
    private static final int MESSAGES = 20;

    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final List<String> messages = new ArrayList<>();

    /** Operations, reads too, that got a reply without an error. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Error replies that should not have come. */
    public long errors() {
        return errors.sum();
    }

    /** Clients that write straight to the source and were refused. */
    public long refused() {
        return refused.sum();
    }

    /** Connections made. */
    public long opened() {
        return opened.sum();
    }

    /** Connections that could not be made or were lost. */
    public long dropped() {
        return dropped.sum();
    }

    /** The first error texts and losses, in words; at most 20. */
    public List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    void onAcknowledged(long count) {
        acknowledged.add(count);
    }

    void onError(int client, String message) {
        errors.increment();
        note("client " + client + ": " + message);
    }

    void onRefused() {
        refused.increment();
    }

    void onOpened() {
        opened.increment();
    }

    void onDropped(int client, String message) {
        dropped.increment();
        note("client " + client + " lost its connection: " + message);
    }

    private void note(String message) {
        synchronized (messages) {
            if (messages.size() < MESSAGES) {
                messages.add(message);
            }
        }
    }
}

package dev.sluice.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be ended, in reverse order, however the demo ends: once, by whoever comes first. Thread-safe. */
final class Cleanup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean closed;

    private record Entry(String name, Runnable end) {}

    /** What comes when the end has begun already is ended at once. */
    void add(String name, Runnable end) {
        synchronized (this) {
            if (!closed) {
                entries.push(new Entry(name, end));
                return;
            }
        }
        end.run();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (Entry entry = next(); entry != null; entry = next()) {
            try {
                entry.end.run();
            } catch (RuntimeException e) {
                LOG.warn("could not end {}: {}", entry.name, e.toString());
            }
        }
    }

    private synchronized @Nullable Entry next() {
        return entries.poll();
    }
}

package dev.sluice.proxy.session;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that wait in Sluice for any client or lane to take them. Shared by all event loops. */
public final class BufferBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes */
    public BufferBudget(long limit) {
        this.limit = limit;
    }

    void add(long bytes) {
        used.addAndGet(bytes);
    }

    boolean isExceeded() {
        return used.get() > limit;
    }

    /** Bytes that wait now. */
    public long used() {
        return used.get();
    }
}

package dev.sluice.replication.spool;

import java.util.concurrent.atomic.AtomicLong;

/** The cap that all spools share. Changed on the replication thread; may be read from any. */
public final class SpoolBudget {
    private final long maxBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    public SpoolBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    public long maxBytes() {
        return maxBytes;
    }

    public long usedBytes() {
        return usedBytes.get();
    }

    void take(long bytes) throws SpoolFullException {
        long used = usedBytes.get();
        if (used + bytes > maxBytes) {
            throw new SpoolFullException(used, maxBytes);
        }
        usedBytes.addAndGet(bytes);
    }

    /** What a spool found on disk when it was opened counts, even above the cap. */
    void adopt(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        usedBytes.addAndGet(-bytes);
    }
}

package dev.sluice.proxy.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What is held in all sessions, and how much may be. Any thread; touched only by sessions that hold something. Exceeding a
 * limit is told, not prevented: the attempt is to be given up, and what is held then goes on.
 */
public final class HoldBudget {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong commands = new AtomicLong();
    private final Runnable exceeded;
    private volatile long maxBytes = Long.MAX_VALUE;
    private volatile long maxCommands = Long.MAX_VALUE;

    /** @param exceeded called on the event loop of the session that went beyond a limit, each time more is held */
    public HoldBudget(Runnable exceeded) {
        this.exceeded = exceeded;
    }

    public void limits(long newMaxBytes, long newMaxCommands) {
        maxBytes = newMaxBytes;
        maxCommands = newMaxCommands;
    }

    void add(long moreBytes, long moreCommands) {
        long allBytes = bytes.addAndGet(moreBytes);
        long allCommands = commands.addAndGet(moreCommands);
        boolean grew = moreBytes > 0 || moreCommands > 0;
        if (grew && (allBytes > maxBytes || allCommands > maxCommands)) {
            exceeded.run();
        }
    }

    public long bytes() {
        return bytes.get();
    }

    public long commands() {
        return commands.get();
    }
}

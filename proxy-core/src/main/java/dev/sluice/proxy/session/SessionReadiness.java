package dev.sluice.proxy.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How far a session is on its way to being moved. Asked on its event loop. */
public final class SessionReadiness {
    /** How long a blocking command may be without a reply before the session counts as blocked. */
    static final long BLOCKED_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final SessionState state;
    private final ExpectedReplies expected;
    private final CommandPump commands;

    SessionReadiness(SessionState state, ExpectedReplies expected, CommandPump commands) {
        this.state = state;
        this.expected = expected;
        this.commands = commands;
    }

    /** Whether commands wait for the gate, or for a lane. */
    public boolean isHolding() {
        return commands.suspended();
    }

    /** Whether all commands that may write are answered. */
    public boolean areWritesDrained() {
        return expected.writes() == 0;
    }

    /** Whether every command is answered. Never so once frames are no longer one to a command. */
    public boolean isDrained() {
        return expected.isEmpty() && !expected.ended();
    }

    /** Whether no MULTI or WATCH is open, nor a blocking command outstanding that may be answered any moment. */
    public boolean isOutsideTransactions() {
        return expected.transactions() == 0 && !state.inTransaction() && expected.blocking() == 0;
    }

    /** Whether the node answered a command of it without an error, so that it acts as somebody there. */
    public boolean isServed() {
        return state.served();
    }

    /** What there may be to wait for, in words for the operator. */
    public String describe() {
        String outstanding = expected.size() + (expected.size() == 1 ? " command" : " commands") + " without a reply";
        return state.inTransaction() ? "inside MULTI or WATCH, " + outstanding : outstanding;
    }

    /** Why the session cannot be moved, in one word; null when it can. */
    public @Nullable String blocker(long nowNanos) {
        if (commands.endedBy() != null) {
            return commands.endedBy();
        }
        if (state.context().tracking()) {
            return "tracking";
        }
        if (state.context().opaque()) {
            return "unreadable-state";
        }
        boolean blocked = expected.blocking() > 0 && nowNanos - commands.blockingSince() > BLOCKED_AFTER_NANOS;
        return blocked ? "blocked" : null;
    }
}

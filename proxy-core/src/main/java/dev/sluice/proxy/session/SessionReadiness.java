package dev.sluice.proxy.session;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How far a session is on its way to being moved. Asked on its event loop. */
public final class SessionReadiness {
    /** How long a blocking command that cannot be called back may be without a reply before the session counts as blocked. */
    static final long BLOCKED_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final SessionState state;
    private final ExpectedReplies expected;
    private final CommandPump commands;
    private final SessionTransaction transaction;
    private final SessionBlocking blocking;

    SessionReadiness(
            SessionState state,
            ExpectedReplies expected,
            CommandPump commands,
            SessionTransaction transaction,
            SessionBlocking blocking) {
        this.state = state;
        this.expected = expected;
        this.commands = commands;
        this.transaction = transaction;
        this.blocking = blocking;
    }

    /** Whether commands wait for the gate, or for a lane; not those that wait for a blocking command of their own session. */
    public boolean isHolding() {
        return blocking.isHeld() || (commands.suspended() && !blocking.isAtNode());
    }

    /** Whether nothing is under way, nor anything awaited that nobody asked for. */
    boolean isIdle() {
        return isDrained() && !state.subscriptions().isActive() && !commands.suspended() && !blocking.isOpen();
    }

    /** Whether all commands that may write are answered. */
    public boolean areWritesDrained() {
        return expected.writes() == 0;
    }

    /** Whether every command is answered. Never so once frames are no longer one to a command. */
    public boolean isDrained() {
        return expected.isEmpty() && !expected.ended();
    }

    /**
     * Whether nothing has to come to its end first: a transaction that is too large to be moved, or a blocking command at the
     * node.
     */
    public boolean isSettled() {
        return transaction.isSettled() && expected.blocking() == 0;
    }

    /** Whether a transaction is open, so that a lane to another node must be inside MULTI before it can be taken. */
    public boolean isInMulti() {
        return state.inMulti();
    }

    /** Whether the node answered a command of it without an error, so that it acts as somebody there. */
    public boolean isServed() {
        return state.served();
    }

    /** What there may be to wait for, in words for the operator. */
    public String describe() {
        String outstanding = expected.size() + (expected.size() == 1 ? " command" : " commands") + " without a reply";
        if (transaction.isRunningOn() && state.subscriptions().isActive()) {
            return "inside MULTI and subscribed, " + outstanding;
        }
        if (transaction.isRunningOn()) {
            return "inside MULTI with more than can be moved (sluice.limits.transaction-commands, "
                    + "sluice.limits.transaction-bytes), " + outstanding;
        }
        String called = blocking.isCalledBack() ? outstanding + ", called back" : outstanding;
        return state.inTransaction() ? "inside MULTI or WATCH, " + called : called;
    }

    /** Why the session cannot be moved, in one word; null when it can. */
    public @Nullable String blocker(long nowNanos) {
        if (commands.endedBy() != null) {
            return commands.endedBy();
        }
        if (state.subscriptions().blocker() != null) {
            return state.subscriptions().blocker();
        }
        if (TrackingMode.redirects(state.context())) {
            return "tracking-redirect";
        }
        if (state.context().opaque()) {
            return "unreadable-state";
        }
        boolean blocked = blocking.isAtNode() && !blocking.isCarriable();
        return blocked && nowNanos - blocking.sentAt() > BLOCKED_AFTER_NANOS ? "blocked" : null;
    }
}

package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import org.jspecify.annotations.Nullable;

/** What a session asks of, and tells to, whoever keeps it. All of it happens on the session's event loop. */
public interface SessionOwner {
    HoldLevel level();

    /** The node that serves. */
    NodeRole active();

    /** The node that every session has a second lane at; null when there is none to have. */
    @Nullable
    NodeRole prepared();

    /** Shared by all sessions of all loops. */
    HoldBudget budget();

    /** A held command goes on, or was given up with its client. */
    void released(boolean write, long waitedNanos);

    /** Something was answered, or a second lane became ready, while something may be waiting for it. */
    void progressed(ClientSession session);

    /** The second lane of a session cannot be had. */
    void standbyFailed(ClientSession session, String reason);

    /** A client authenticated, as its node confirmed. */
    void authenticated(Credentials credentials);

    /** The session is over. Called once. */
    void ended(ClientSession session);
}

package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LanePool;
import dev.sluice.proxy.lane.LoopTurn;
import org.jspecify.annotations.Nullable;

/** What a session asks of, and tells to, whoever keeps it. All of it happens on the session's event loop. */
public interface SessionOwner {
    HoldLevel level();

    /** The node that serves. */
    NodeRole active();

    /** What cursors that the active node gives are marked with; see {@link ScanCursors}. */
    int cursorMark();

    /** The node that every session has a second lane at; null when there is none to have. */
    @Nullable
    NodeRole prepared();

    /** Shared by all sessions of all loops. */
    HoldBudget budget();

    /** The lanes of this event loop that belong to no session. */
    LanePool pool();

    /** Flushes what sessions and lanes of this event loop write. */
    LoopTurn turn();

    /** A lane to a node that is served no more, with nothing outstanding. The owner closes it when nothing more pressing is to be done. */
    void left(Lane lane);

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

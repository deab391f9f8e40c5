package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.pubsub.Subscriptions;
import org.jspecify.annotations.Nullable;

/**
 * A session's way to the other node: what it has there, and the line between what a subscribed one hears from the one and from the
 * other, so that it hears everything once. The line is drawn when the other node has applied all that this one replicated and
 * will ever replicate, messages among it: a PING to each, behind whose answer no such message comes any more. This node's
 * messages up to it are the client's, as all others; the other node's are dropped up to it, and kept from there on.
 */
final class SessionMove {
    private final SessionState state;
    private final Subscriptions subscriptions;
    private final ExpectedReplies expected;
    private final SessionLanes lanes;
    private final CommandPump commands;
    private final SessionBlocking blocking;
    private @Nullable SessionStandby standby;
    private boolean settling;
    private boolean asked;

    SessionMove(
            SessionState state,
            ExpectedReplies expected,
            SessionLanes lanes,
            CommandPump commands,
            SessionBlocking blocking) {
        this.state = state;
        this.subscriptions = state.subscriptions();
        this.expected = expected;
        this.lanes = lanes;
        this.commands = commands;
        this.blocking = blocking;
    }

    boolean isPrepared() {
        return standby != null;
    }

    void prepare(SessionStandby fresh) {
        standby = fresh;
        fresh.refresh();
    }

    /** Looks again at what is there at the other node. */
    void refresh() {
        SessionStandby present = standby;
        if (present != null) {
            present.refresh();
        }
    }

    void discard() {
        SessionStandby present = standby;
        if (present != null) {
            standby = null;
            present.close();
        }
    }

    boolean isReady() {
        return standby != null && standby.isReady();
    }

    /** The other node has applied everything. */
    void settle() {
        settling = true;
        asked = false;
        advance();
    }

    /** Something was answered: what can be done is done. */
    void advance() {
        Lane lane = lanes.lane();
        if (!settling || !subscriptions.isActive() || subscriptions.isLost() || lane == null) {
            return;
        }
        if (!asked && !commands.isStreaming()) {
            asked = true;
            expected.add(CommandKind.mark());
            lane.expectReply(lanes.user());
            lane.write(Substitutes.ping());
        }
        SessionStandby present = standby;
        if (asked && present != null) {
            present.mark();
        }
    }

    /** Whether all is done but that this node's answer may be outstanding, as other commands' may. */
    boolean isSettled() {
        SessionStandby present = standby;
        return !subscriptions.isActive() || (asked && (present == null || present.isMarked()));
    }

    /** The session stays where it is, or has been moved. */
    void end() {
        settling = false;
        SessionStandby present = standby;
        if (present != null) {
            present.unmark();
        }
    }

    /** The lane of its own that it has there, which becomes the caller's; null when there is none that will do. */
    @Nullable
    Lane take(NodeRole node) {
        SessionStandby present = standby;
        Lane ready = present != null && present.node() == node && isSettled() ? present.take() : null;
        discard();
        return ready;
    }

    /** What the session is doing, in a word for the report. */
    String doing() {
        if (subscriptions.isActive()) {
            return subscriptions.isSubscribed() ? "subscribed" : "monitoring";
        }
        if (state.inTransaction()) {
            return "transaction";
        }
        if (blocking.isHeld()) {
            return "blocked";
        }
        return commands.suspended() ? "held" : "idle";
    }
}

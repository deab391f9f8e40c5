package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneUser;
import org.jspecify.annotations.Nullable;

/**
 * Whether WAIT on a lane speaks of all that the session wrote. The node answers by the last write of the connection (c->woff,
 * server.c). A session that wrote on several, or asks on another one, needs a write of its own there first, which is
 * later than all of them.
 */
final class WriteCover {
    /** What carried the session's writes; null before the first one. */
    private @Nullable Lane wroteOn;
    /** Another lane carried some of them. */
    private boolean scattered;
    /** The node refused the last covering write, so no WAIT behind it may be believed until one has been taken. */
    private boolean refused;

    /** A command that may write went to this lane. It may come to nothing, so what was written before counts still. */
    void wrote(@Nullable Lane lane) {
        scattered |= wroteOn != null && wroteOn != lane;
        wroteOn = lane;
    }

    /** Whether this lane carried all of the session's writes, and there were some. */
    boolean isCarriedBy(Lane lane) {
        return wroteOn == lane && !scattered;
    }

    /** Whether a write must go before a WAIT on this lane. */
    boolean isNeededOn(@Nullable Lane lane) {
        return wroteOn != null && (scattered || wroteOn != lane);
    }

    /** Sends the covering write. */
    void write(Lane lane, ExpectedReplies expected, LaneUser user) {
        lane.write(Substitutes.coveringWrite());
        expected.add(CommandKind.swallowed());
        lane.expectReply(user);
        wroteOn = lane;
        scattered = false;
    }

    /** The covering write was answered. */
    void onReply(boolean ok) {
        refused = !ok;
        scattered |= refused;
    }

    /** Whether what the node answers to WAIT now must not be believed. */
    boolean isRefused() {
        return refused;
    }
}

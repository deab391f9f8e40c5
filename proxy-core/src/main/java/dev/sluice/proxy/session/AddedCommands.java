package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneUser;
import org.jspecify.annotations.Nullable;

/** What a session sends that its client has not sent. Nobody is given the replies. */
final class AddedCommands {
    private final SessionState state;
    private final ExpectedReplies expected;
    private final WriteCover cover;
    private final LaneUser user;
    private final SelfReplies selves;
    /** A lane that need not be asked again what the node calls it: the user may be without the right to know. */
    private @Nullable Lane askedForId;

    AddedCommands(SessionState state, ExpectedReplies expected, WriteCover cover, LaneUser user, SelfReplies selves) {
        this.state = state;
        this.expected = expected;
        this.cover = cover;
        this.user = user;
        this.selves = selves;
    }

    /**
     * What a blocking command needs: that it is known what the node calls the lane, and for WAIT a write that is later than all
     * of the session's. The lane could not be asked before when the client logged in by a command of its own; inside MULTI it
     * cannot be asked, nor does a command block there.
     */
    void prepareBlocking(Lane to, int kind) {
        boolean mayAsk = !expected.ended() && expected.transactions() == 0 && state.queuedCommands() < 0;
        if (to.nodeId() == 0 && to != askedForId && mayAsk) {
            askForId(to);
        }
        if (CommandKind.waits(kind) && cover.isNeededOn(to)) {
            cover.write(to, expected, user);
        }
    }

    private void askForId(Lane to) {
        askedForId = to;
        selves.expectId(to);
        to.write(Substitutes.laneId());
        expect(to, CommandKind.laneId());
    }

    /** Whatever its reply is, it tells that the node has read what left together with it. */
    void mark(Lane to) {
        askForId(to);
    }

    /** A command has been written that will be answered by one frame. */
    void expect(Lane to, int kind) {
        expected.add(kind);
        to.expectReply(user);
    }
}

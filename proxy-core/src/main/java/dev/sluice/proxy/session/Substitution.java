package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Sends a command of Sluice's own in the place of the client's that the input found last, or before it. */
final class Substitution {
    private final InputQueue input;
    private final ExpectedReplies expected;
    private final LaneUser user;

    Substitution(InputQueue input, ExpectedReplies expected, LaneUser user) {
        this.input = input;
        this.expected = expected;
        this.user = user;
    }

    /** @param name of the command, for the error */
    void refuse(Lane to, int kind, String name) {
        replace(to, Substitutes.unknownCommand());
        if (!expected.ended()) {
            expected.addRefused(kind, name);
            to.expectReply(user);
        }
    }

    /** In the place of an EXEC that must not run. */
    void discard(Lane to) {
        replace(to, Substitutes.discard());
        expect(to, CommandKind.voidExec());
    }

    /** What was said for this command alone, before it when the node of now was not told. A queue is replayed with it inside. */
    void keep(SessionState state, Lane to, int kind, String command) {
        OneShot oneShot = state.oneShot();
        if (oneShot.isLost() && !state.inMulti() && !expected.ended()) {
            input.forward(to);
            to.write(oneShot.again());
            expect(to, CommandKind.saidAgain());
        }
        oneShot.passed(kind, command);
    }

    /** The node is asked something else, whose reply the caller expects. */
    void ask(Lane to, List<byte[]> arguments) {
        ByteBuf other = to.channel().alloc().buffer();
        RespWriter.command(other, arguments);
        replace(to, other);
    }

    private void replace(Lane to, ByteBuf command) {
        input.forward(to);
        input.drop();
        to.write(command);
    }

    private void expect(Lane to, int kind) {
        expected.add(kind);
        to.expectReply(user);
    }
}

package dev.sluice.proxy.session;

import dev.sluice.config.CarriedLimits;
import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * MULTI and WATCH across a change of node. What a session sends behind MULTI is kept, as the client sent it and up to a limit,
 * and the other node is given it again, unseen by the client. What was watched cannot be given: the other node did not see who
 * changed it meanwhile. So EXEC after that is answered by null, which says that something may have changed.
 */
final class SessionTransaction {
    /** Bytes of an empty buffer that is kept for the next transaction. */
    private static final int KEPT_BYTES = 4096;

    private final SessionOwner owner;
    private final CarriedLimits limits;
    private final BufferBudget buffers;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final LaneUser user;

    /** MULTI has been sent, and nothing behind it that ends it. */
    private boolean open;

    private @Nullable ByteBuf queue;
    private int commands;
    /** There is more than was kept, or it is not known what was queued. */
    private boolean lost;
    /** The next lane is to be given the queue. */
    private boolean restoring;

    SessionTransaction(
            SessionOwner owner, SessionTools tools, SessionState state, ExpectedReplies expected, LaneUser user) {
        this.owner = owner;
        this.limits = tools.limits().carried();
        this.buffers = tools.buffers();
        this.state = state;
        this.expected = expected;
        this.user = user;
    }

    // ---- what the client sends ----

    /** Whether what is sent now is queued, as far as can be told before the replies have come. */
    boolean isOpen() {
        return open;
    }

    /** A command without a plain kind is sent. */
    void sent(int kind) {
        switch (CommandKind.effect(kind)) {
            case MULTI -> {
                if (!open) {
                    clear();
                    open = true;
                }
            }
            case EXEC, DISCARD, RESET -> clear();
            default -> {}
        }
    }

    /**
     * A command is sent while {@link #isOpen}.
     *
     * @param whole whether it is all there; null when it leaves in parts
     */
    void queued(int kind, @Nullable ByteBuf whole) {
        SessionEffect effect = CommandKind.effect(kind);
        if (effect == SessionEffect.MULTI || effect == SessionEffect.WATCH || lost) {
            // Answered at once, by an error.
            return;
        }
        ByteBuf kept = queue == null ? Unpooled.buffer() : queue;
        queue = kept;
        commands++;
        if (whole == null
                || commands > limits.transactionCommands()
                || kept.readableBytes() + whole.readableBytes() > limits.transactionBytes()
                || buffers.isExceeded()) {
            lose();
        } else {
            buffers.add(whole.readableBytes());
            kept.writeBytes(whole, whole.readerIndex(), whole.readableBytes());
        }
    }

    private void lose() {
        lost = true;
        release();
    }

    private void clear() {
        open = false;
        lost = false;
        release();
    }

    private void release() {
        ByteBuf kept = queue;
        if (kept != null) {
            buffers.add(-kept.readableBytes());
            kept.clear();
            queue = kept.capacity() > KEPT_BYTES ? null : kept;
        }
        commands = 0;
    }

    /** The session is over. */
    void close() {
        clear();
        queue = null;
    }

    // ---- the hold ----

    /** Whether a command may go on although writes are held. */
    boolean mayPass(int kind) {
        boolean inside = expected.transactions() > 0 ? open : state.inMulti();
        return inside ? isRunningOn() : CommandKind.isHarmless(kind);
    }

    /** Whether it cannot be moved, so it is to come to its end first. */
    boolean isRunningOn() {
        return expected.transactions() == 0 && !isCarried();
    }

    /** What draws the line for a subscribed session would be queued in MULTI. */
    private boolean isCarried() {
        boolean fits = state.isSpoiled() || state.isWatching() || !lost;
        return !state.inMulti() || (fits && !state.subscriptions().isActive());
    }

    /** Whether nothing has to come to its end before the session can be moved. */
    boolean isSettled() {
        return expected.transactions() == 0 && isCarried();
    }

    /** Whether the other node is to be inside MULTI, too: writes are held, so the queue grows no more. */
    boolean isHeld() {
        return owner.level() != HoldLevel.OPEN && state.inMulti() && isSettled();
    }

    // ---- the switch ----

    /** The lane of now is left for one to another node, which is inside MULTI when the session is. */
    void switching() {
        restoring = state.inMulti();
        state.loseWatch();
    }

    /** Brings a lane that has been attached up to the session. */
    void restore(Lane lane) {
        if (!restoring) {
            return;
        }
        restoring = false;
        ByteBuf kept = queue;
        if (state.isSpoiled()) {
            replay(lane, Substitutes.unknownCommand(), 1);
        } else if (kept != null && !state.isWatchLost()) {
            replay(lane, kept.copy(), commands);
        }
    }

    private void replay(Lane lane, ByteBuf bytes, int count) {
        lane.write(bytes);
        for (int i = 0; i < count; i++) {
            expected.add(CommandKind.replayed());
            lane.expectReply(user);
        }
    }

    // ---- EXEC after a lost watch ----

    /** Whether it is not known yet how an EXEC is to be answered. */
    boolean mustWait(int kind) {
        return state.isWatchLost() && CommandKind.effect(kind) == SessionEffect.EXEC && expected.transactions() > 0;
    }

    /** Whether an EXEC without arguments is not to run. */
    boolean isVoid(int kind) {
        return state.isWatchLost() && state.inMulti() && CommandKind.effect(kind) == SessionEffect.EXEC;
    }

    // ---- replies ----

    /** MULTI was answered. */
    void onMulti(boolean ok) {
        if (!ok && !state.inMulti()) {
            // What was sent behind it ran at once; which that was cannot be told any more.
            lose();
        }
    }

    /**
     * A command was answered that Sluice sent of its own.
     *
     * @return what the client gets; null for nothing
     */
    @Nullable
    ByteBuf onOwnReply(int kind, boolean ok) {
        SessionEffect effect = CommandKind.effect(kind);
        if (effect == SessionEffect.MULTI && !ok) {
            state.spoil();
        }
        if (effect != SessionEffect.EXEC) {
            return null;
        }
        ByteBuf reply = Unpooled.buffer();
        if (!ok) {
            RespWriter.error(reply, "ERR sluice: the transaction cannot be discarded");
        } else if (state.isSpoiled()) {
            RespWriter.error(reply, "EXECABORT Transaction discarded because of previous errors.");
        } else {
            reply.writeCharSequence(state.context().resp() == 3 ? "_\r\n" : "*-1\r\n", StandardCharsets.US_ASCII);
        }
        state.onVoidExec(ok);
        return reply;
    }
}

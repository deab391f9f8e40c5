package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocking command of a session that has no reply yet. There is at most one: what the client sends behind it waits in
 * Sluice, as it would at the node. For a cutover it is called back: the node is asked to end it (CLIENT UNBLOCK), and when
 * its reply says that nothing came, the client is not told; the command waits in Sluice until it is sent again, with the time
 * it has left. When something did come that is its result, and there is nothing to send again.
 *
 * <p>Called on the session's event loop.
 */
public final class SessionBlocking {
    /** No reply that says that nothing came is longer, in bytes. */
    static final int SHORT_REPLY_BYTES = 64;

    private static final Logger log = LoggerFactory.getLogger(SessionBlocking.class);

    private enum State {
        /** No blocking command is unanswered. */
        NONE,
        /** It is at the node. */
        SENT,
        /** The node has been asked to end it. */
        CALLED_BACK,
        /** The node ended it, and it waits here. */
        HELD
    }

    private final SessionOwner owner;
    private final SessionTools tools;
    private final SessionState session;
    private final ExpectedReplies expected;
    private final SessionLanes lanes;
    private final AddedCommands added;

    private State state = State.NONE;
    /** Null when the command cannot be sent again. */
    private @Nullable BlockedCommand command;

    private int kind;
    private long sentAt;
    /** The node has not told yet what came of being asked. */
    private boolean asking;
    /** The node says that it ended it, so its reply is on the way. */
    private boolean ended;
    /** Whether the node ended it cannot be known: it was asked, and its answer was lost. */
    private boolean unsure;

    private List<String> lastIds = List.of();
    private long heldSince;
    private int heldBytes;
    /** Done when the node has taken the command again; null while it is not to be sent. */
    private @Nullable CompletableFuture<Void> sendingAgain;

    SessionBlocking(
            SessionOwner owner,
            SessionTools tools,
            SessionState session,
            ExpectedReplies expected,
            SessionLanes lanes,
            AddedCommands added) {
        this.owner = owner;
        this.tools = tools;
        this.session = session;
        this.expected = expected;
        this.lanes = lanes;
        this.added = added;
    }

    // ---- the session's ----

    /**
     * A blocking command is about to be sent.
     *
     * @param arguments none when there are too many to keep
     */
    void sent(int sentKind, List<byte[]> arguments) {
        kind = sentKind;
        sentAt = tools.clock().getAsLong();
        command = arguments.isEmpty() ? null : BlockedCommand.of(arguments, sentAt);
        become(State.SENT, "sent");
    }

    /** Whether what comes next has to wait for it. */
    boolean isOpen() {
        return state != State.NONE;
    }

    /** Whether the node has it. */
    boolean isAtNode() {
        return state == State.SENT || state == State.CALLED_BACK;
    }

    boolean isCalledBack() {
        return state == State.CALLED_BACK;
    }

    /** Whether it waits here, for the gate. */
    boolean isHeld() {
        return state == State.HELD;
    }

    /** Whether it is one that can be called back. */
    boolean isCarriable() {
        Lane lane = lanes.lane();
        return state == State.HELD || (command != null && lane != null && lanes.isOwn() && lane.nodeId() != 0);
    }

    /** When it was sent; meaningless when there is none. */
    long sentAt() {
        return sentAt;
    }

    /**
     * It was answered.
     *
     * @param reply null when it is longer than {@link #SHORT_REPLY_BYTES}
     * @return whether the client is to have the reply
     */
    boolean answered(@Nullable String reply) {
        boolean again = holdsAfter(reply);
        if (!again) {
            over();
        }
        return !again;
    }

    /** It has its reply. */
    void over() {
        become(State.NONE, "answered");
        confirm();
    }

    private boolean holdsAfter(@Nullable String reply) {
        BlockedCommand sent = command;
        if (state != State.CALLED_BACK || sent == null || reply == null || !sent.isNothing(reply)) {
            return false;
        }
        long now = tools.clock().getAsLong();
        if (sent.isOver(now)) {
            return false;
        }
        hold(sent, now);
        return true;
    }

    private void hold(BlockedCommand called, long now) {
        become(State.HELD, "the node ended it");
        heldSince = now;
        heldBytes = encoded(called, now).readableBytes();
        owner.budget().add(heldBytes, 1);
    }

    private void letGo() {
        if (state == State.HELD) {
            owner.budget().add(-heldBytes, -1);
        }
    }

    private void become(State next, String reason) {
        log.trace("blocking command: {} -> {}, {}", state, next, reason);
        state = next;
        asking &= next == State.CALLED_BACK || next == State.HELD;
        unsure &= next == State.CALLED_BACK;
        ended &= next == State.CALLED_BACK || next == State.HELD;
        if (next == State.NONE) {
            command = null;
            lastIds = List.of();
        }
    }

    /** The client has gone, or is about to: nothing is sent again. */
    void forget() {
        letGo();
        become(State.NONE, "the session is over");
        confirm();
    }

    /** The client sends no more: what waits here is never sent. */
    void giveUpHeld() {
        if (state == State.HELD) {
            forget();
        }
    }

    /** Something was answered, or a lane is there: goes on where it may. */
    void proceed() {
        if (state == State.HELD) {
            // It comes back late when everything else goes on; what the node has to say of it is needed to send it
            // again.
            if (sendingAgain != null || (owner.level() == HoldLevel.OPEN && !asking)) {
                send();
            }
        } else if (expected.size() <= 1) {
            // All that went before the command is answered, so the node has read it, too.
            confirm();
        }
    }

    private void send() {
        Lane to = lanes.lane();
        BlockedCommand held = command;
        if (to == null || held == null) {
            return;
        }
        long now = tools.clock().getAsLong();
        letGo();
        owner.released(CommandKind.mayWrite(kind), now - heldSince);
        become(State.SENT, "let go");
        added.prepareBlocking(to, kind);
        added.mark(to);
        to.write(encoded(held, now));
        added.expect(to, kind);
        lanes.sent(kind);
        lastIds = List.of();
    }

    private ByteBuf encoded(BlockedCommand held, long now) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, held.again(now, lastIds));
        return bytes;
    }

    private void confirm() {
        CompletableFuture<Void> waiting = sendingAgain;
        if (waiting != null) {
            sendingAgain = null;
            waiting.complete(null);
        }
    }

    // ---- the gate's ----

    /** Starts to call it back, unless that is under way or cannot be: what the node is to be asked; null for nothing. */
    public @Nullable BlockedCall callBack() {
        Lane lane = lanes.lane();
        BlockedCommand sent = command;
        if (!isAtNode() || asking || ended || lane == null || sent == null || !isCarriable()) {
            return null;
        }
        become(State.CALLED_BACK, "called back");
        asking = true;
        return new BlockedCall(lane.nodeId(), session.context().db(), sent.streamsFromNow());
    }

    /** What came of {@link #callBack}; null when the node could not be asked, or its answer was lost. */
    public void onCalledBack(BlockedCall.@Nullable Outcome outcome) {
        asking = false;
        unsure |= outcome == null;
        if (outcome != null && outcome.ended() && (state == State.CALLED_BACK || state == State.HELD)) {
            ended = true;
            lastIds = outcome.lastIds();
            proceed();
        } else if (outcome != null && owner.level() == HoldLevel.OPEN) {
            leave();
        }
    }

    /** Whether its reply is awaited after it was called back, or the node's word what came of that. */
    public boolean isComingBack() {
        return asking || (state == State.CALLED_BACK && ended);
    }

    /** No use of calling it back any more: unless the node has ended it, it stays where it is. */
    public void leave() {
        if (state == State.CALLED_BACK && !asking && !ended && !unsure) {
            become(State.SENT, "stays where it is");
        }
    }

    /** Its place among the others that are held; null when there is none. */
    public @Nullable BlockedTurn turn() {
        BlockedCommand held = command;
        return state == State.HELD && held != null
                ? new BlockedTurn(held.sentAt(), session.context().db(), held.keys())
                : null;
    }

    /**
     * Sends the held command again, to the node that serves now, as soon as there is a lane.
     *
     * @return completes when the node has taken it, or the session is over; never fails
     */
    public CompletableFuture<Void> sendAgain() {
        if (state != State.HELD) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        sendingAgain = waiting;
        proceed();
        return waiting;
    }
}

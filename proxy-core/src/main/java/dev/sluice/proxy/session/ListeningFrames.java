package dev.sluice.proxy.session;

import dev.sluice.node.command.SessionEffect;
import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.lane.FrameSorter;
import dev.sluice.proxy.pubsub.FrameHead;
import dev.sluice.proxy.pubsub.Subscriptions;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespType;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of a session that is subscribed or monitors to its client as they are, tells replies from what nobody asked
 * for, and its {@link Subscriptions} what the node acknowledged. Of a message no more is looked at than its first words; of
 * others no more is kept than an acknowledgement, up to {@value #MAX_ACKNOWLEDGEMENT} bytes.
 */
final class ListeningFrames implements FrameSorter {
    /** An acknowledgement holds one channel's name. */
    static final int MAX_ACKNOWLEDGEMENT = 64 << 10;

    private static final int NO_TURN = -1;
    /** {@code *-1} and its line end: what EXEC answers that ran nothing. */
    private static final int NIL_LENGTH = 5;

    private final ClientOutput output;
    private final SessionState state;
    private final Subscriptions subscriptions;
    private final ExpectedReplies expected;
    private final ReplyPump replies;
    private final RespLimits limits;
    private final FrameHead head = new FrameHead();
    private boolean inFrame;
    private boolean answered;
    /** The frame's first bytes while it is not known what it is, and all of an acknowledgement; on the heap. */
    private @Nullable ByteBuf kept;

    private boolean tooLong;

    ListeningFrames(
            ClientOutput output,
            SessionState state,
            ExpectedReplies expected,
            ReplyPump replies,
            RespLimits requestLimits) {
        this.output = output;
        this.state = state;
        this.subscriptions = state.subscriptions();
        this.expected = expected;
        this.replies = replies;
        this.limits = requestLimits;
    }

    @Override
    public boolean answered() {
        return answered;
    }

    @Override
    public int onFrame(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete) {
        answered = false;
        if (expected.ended()) {
            return unforwarded;
        }
        if (!inFrame) {
            inFrame = true;
            head.begin();
        }
        int turn = expected.isEmpty() ? NO_TURN : expected.peek();
        boolean decided = head.kind() != FrameHead.Kind.UNDECIDED;
        FrameHead.Kind kind =
                head.read(frame.type(), mayBeArrays(turn), subscriptions.isMonitoring(), bytes, start, stop, complete);
        if (kind == FrameHead.Kind.UNDECIDED) {
            write(bytes, unforwarded, start);
            keep(bytes, start, stop);
            return stop;
        }
        ByteBuf early = decided ? null : kept;
        int rest = take(kind, early, frame, bytes, unforwarded, start, stop, complete);
        if (complete) {
            inFrame = false;
            complete(kind, turn, frame);
        }
        return rest;
    }

    /** In RESP2 messages are arrays: once there is a subscription, and from the answer to the first one on. */
    private boolean mayBeArrays(int turn) {
        return state.context().resp() == 2
                && (subscriptions.isSubscribed() || (turn != NO_TURN && CommandKind.isAcknowledged(turn)));
    }

    private int take(
            FrameHead.Kind kind,
            @Nullable ByteBuf early,
            FrameScanner frame,
            ByteBuf bytes,
            int unforwarded,
            int start,
            int stop,
            boolean complete) {
        if (kind == FrameHead.Kind.REPLY) {
            if (early != null) {
                kept = null;
                int rest = replies.onReply(
                        frame, early, early.readerIndex(), early.readerIndex(), early.writerIndex(), false);
                write(early, rest, early.writerIndex());
            }
            return replies.onReply(frame, bytes, unforwarded, start, stop, complete);
        }
        if (early != null) {
            output.send(early.copy());
        }
        if (kind == FrameHead.Kind.ACKNOWLEDGEMENT) {
            keep(bytes, start, stop);
        } else {
            kept = null;
        }
        return unforwarded;
    }

    private void keep(ByteBuf bytes, int start, int stop) {
        ByteBuf keeping = kept;
        if (keeping == null) {
            keeping = Unpooled.buffer(stop - start);
            kept = keeping;
        }
        tooLong |= keeping.readableBytes() + (stop - start) > MAX_ACKNOWLEDGEMENT;
        if (!tooLong) {
            keeping.writeBytes(bytes, start, stop - start);
        }
    }

    private void write(ByteBuf bytes, int from, int to) {
        if (to > from) {
            output.send(bytes.retainedSlice(from, to - from));
        }
    }

    private void complete(FrameHead.Kind kind, int turn, FrameScanner frame) {
        if (kind == FrameHead.Kind.REPLY && turn != NO_TURN) {
            answered = true;
            afterReply(turn, frame);
        } else if (kind == FrameHead.Kind.ACKNOWLEDGEMENT) {
            acknowledged(turn);
        }
        if (subscriptions.isLost()) {
            expected.end();
        }
    }

    private void afterReply(int turn, FrameScanner frame) {
        RespType type = frame.type();
        boolean ok = type != RespType.ERROR && type != RespType.BULK_ERROR;
        boolean inMulti = state.queuedCommands() >= 0;
        if (CommandKind.isAcknowledged(turn)) {
            subscriptions.onRefused(ok && inMulti);
            return;
        }
        SessionEffect effect = CommandKind.effect(turn);
        if (effect == SessionEffect.MONITOR) {
            subscriptions.onMonitor(ok && !inMulti);
        } else if (effect == SessionEffect.RESET && ok) {
            subscriptions.reset();
        } else if (effect == SessionEffect.EXEC) {
            subscriptions.onTransactionEnd(type == RespType.ARRAY && frame.wireLength() != NIL_LENGTH);
        } else if (effect == SessionEffect.DISCARD && ok) {
            subscriptions.onTransactionEnd(false);
        }
    }

    private void acknowledged(int turn) {
        ByteBuf acknowledgement = kept;
        kept = null;
        if (tooLong || acknowledgement == null) {
            subscriptions.onUnreadable();
            return;
        }
        RespValue value = RespValueDecoder.replies(limits).decode(acknowledgement);
        List<RespValue> words = value == null ? List.of() : value.elements();
        if (words.size() != 3 || !(words.get(2) instanceof RespValue.Int total)) {
            subscriptions.onUnreadable();
            return;
        }
        String channel = words.get(1) instanceof RespValue.Bulk name
                ? new String(name.bytes(), StandardCharsets.ISO_8859_1)
                : null;
        answered = subscriptions.onAcknowledged(head.command(), channel, total.value())
                && turn != NO_TURN
                && CommandKind.isAcknowledged(turn);
        if (answered) {
            replies.acknowledged();
        }
    }
}

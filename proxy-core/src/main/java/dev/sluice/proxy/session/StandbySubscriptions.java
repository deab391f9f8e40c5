package dev.sluice.proxy.session;

import dev.sluice.proxy.lane.FrameSorter;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.pubsub.FrameHead;
import dev.sluice.proxy.pubsub.SubscriptionReplay;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespType;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The subscriptions of a session on its second lane: told to the other node, and kept up with. What the other node delivers is
 * dropped up to a mark; from there on it is left in the lane, for the client when the lane becomes its own.
 */
final class StandbySubscriptions implements FrameSorter {
    /** Bytes of an error that are told to the operator. */
    private static final int ERROR_LENGTH = 200;

    /** How it speaks to its lane. */
    interface Listener {
        /** It has caught up with the session, or the mark has come. */
        void onSubscriptionsReady();

        void onSubscriptionsRefused(String error);
    }

    private enum Mark {
        NONE,
        ASKED,
        PASSED,
        /** Nobody wants it any more, but its answer is still to come. */
        CANCELLED
    }

    private final Lane lane;
    private final SessionState state;
    private final SubscriptionReplay replay;
    private final Listener listener;
    private final FrameHead head = new FrameHead();
    private final StringBuilder error = new StringBuilder(0);
    private boolean inFrame;
    private Mark mark = Mark.NONE;

    /** @param lane is in the state of the session but for these */
    StandbySubscriptions(Lane lane, SessionState state, Listener listener) {
        this.lane = lane;
        this.state = state;
        this.replay = new SubscriptionReplay(state.subscriptions());
        this.listener = listener;
    }

    /** Whether the lane has frames that answer no command. */
    boolean isListening() {
        return mark != Mark.NONE || replay.isListening();
    }

    boolean isReady() {
        return replay.isCaughtUp();
    }

    boolean isBeyondRepair() {
        return replay.isBeyondRepair();
    }

    /** Tells the other node what it has not been told, if it is not at it. */
    void refresh() {
        List<byte[]> command = replay.next();
        if (command != null) {
            ByteBuf bytes = Unpooled.buffer();
            RespWriter.command(bytes, command);
            lane.write(bytes);
        }
    }

    /** All that comes from the place on where the other node is now is the client's. To be called when it is ready. */
    void mark() {
        if (mark == Mark.NONE) {
            mark = Mark.ASKED;
            lane.write(Substitutes.ping());
        }
    }

    boolean isMarked() {
        return mark == Mark.PASSED;
    }

    /** The session stays where it is: what comes is dropped again. */
    void unmark() {
        if (mark == Mark.PASSED) {
            mark = Mark.NONE;
            lane.proceed();
        } else if (mark == Mark.ASKED) {
            mark = Mark.CANCELLED;
        }
    }

    @Override
    public int onFrame(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete) {
        if (!inFrame) {
            inFrame = true;
            error.setLength(0);
            head.begin();
        }
        boolean arrays = state.context().resp() == 2;
        FrameHead.Kind kind = head.read(frame.type(), arrays, replay.isMonitoring(), bytes, start, stop, complete);
        if (frame.type() == RespType.ERROR) {
            int length = Math.min(stop - start, ERROR_LENGTH - error.length());
            error.append(bytes.toString(start, length, StandardCharsets.ISO_8859_1));
        }
        if (complete) {
            inFrame = false;
            complete(kind);
        }
        return stop;
    }

    private void complete(FrameHead.Kind kind) {
        if (kind == FrameHead.Kind.MESSAGE) {
            return;
        }
        if (!replay.isAwaiting()) {
            passMark(kind);
        } else if (error.length() > 0) {
            listener.onSubscriptionsRefused(error.substring(1).strip());
        } else {
            replay.onAnswered();
            refresh();
            if (replay.isCaughtUp()) {
                listener.onSubscriptionsReady();
            }
        }
    }

    /** Any answer marks the place, also an error. */
    private void passMark(FrameHead.Kind kind) {
        if (kind != FrameHead.Kind.REPLY) {
            return;
        }
        if (mark == Mark.ASKED) {
            mark = Mark.PASSED;
            lane.pause();
            listener.onSubscriptionsReady();
        } else if (mark == Mark.CANCELLED) {
            mark = Mark.NONE;
        }
    }

    @Override
    public boolean answered() {
        return false;
    }
}

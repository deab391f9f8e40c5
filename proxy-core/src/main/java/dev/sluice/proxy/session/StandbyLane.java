package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeException;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.lane.FrameSorter;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneKind;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.proxy.lane.LoopTurn;
import dev.sluice.resp.FrameScanner;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session's second lane, at the node it may be switched to: dialled, given the session's state, and kept up with it. Does
 * one thing at a time; a change of the session meanwhile is caught up with afterwards.
 */
final class StandbyLane implements LaneUser, StandbySubscriptions.Listener {
    /** Dials in a row that may fail on a lane that was ready before. */
    private static final int MAX_LOSSES = 3;

    /** How it speaks to its session. */
    interface Listener {
        void onStandbyReady();

        void onStandbyFailed(Throwable cause);
    }

    private final EventLoop loop;
    private final LoopTurn turn;
    private final NodeRole node;
    private final SessionTools tools;
    private final SessionState state;
    private final SessionTransaction transaction;
    private final Listener listener;

    private @Nullable Lane lane;
    private @Nullable StandbySubscriptions listening;
    private boolean busy;
    private boolean closed;
    private int losses;
    /** What the lane has been told. */
    private SessionContext replayed = SessionContext.INITIAL;
    /** Whether it is inside MULTI. */
    private boolean inMulti;
    /** Whether it was asked to serve, as far as the session had been served itself. */
    private boolean askedAsServed;

    StandbyLane(
            EventLoop loop,
            LoopTurn turn,
            NodeRole node,
            SessionTools tools,
            SessionState state,
            SessionTransaction transaction,
            Listener listener) {
        this.loop = loop;
        this.turn = turn;
        this.node = node;
        this.tools = tools;
        this.state = state;
        this.transaction = transaction;
        this.listener = listener;
    }

    NodeRole node() {
        return node;
    }

    /** There, and in the state that the session is in. */
    boolean isReady() {
        Lane ready = lane;
        StandbySubscriptions heard = listening;
        return !busy && ready != null && ready.isOpen() && !isBehind() && heard != null && heard.isReady();
    }

    private boolean isBehind() {
        return firstServed() || inMulti != transaction.isHeld() || !replayed.equals(state.context());
    }

    /** Whether the session was served without credentials since, which the other node has not been asked about. */
    private boolean firstServed() {
        return !askedAsServed && state.served() && state.context().credentials() == null;
    }

    /** Brings it up to the session, if it is not. */
    void refresh() {
        if (closed || busy || isReady()) {
            return;
        }
        Lane present = lane;
        StandbySubscriptions heard = listening;
        boolean isOver = heard != null && (heard.isBeyondRepair() || (heard.isListening() && isBehind()));
        if (present != null && present.isOpen() && heard != null && !isOver && !isBehind()) {
            heard.refresh();
            return;
        }
        busy = true;
        SessionContext wanted = state.context();
        Optional<List<HandshakeStep>> update =
                present == null || isOver ? Optional.empty() : SessionReplay.update(replayed, wanted, firstServed());
        askedAsServed |= state.served();
        List<HandshakeStep> steps = new ArrayList<>();
        if (inMulti && update.isPresent()) {
            steps.add(HandshakeStep.command("DISCARD", false));
        }
        steps.addAll(update.orElseGet(() -> SessionReplay.steps(wanted, askedAsServed)));
        inMulti = transaction.isHeld();
        if (inMulti) {
            steps.add(HandshakeStep.command("MULTI", false));
        }
        if (present != null && update.isPresent()) {
            tools.dialer().replay(present, steps).addListener(done -> onReplayed(present, wanted, done));
            return;
        }
        drop();
        tools.dialer().dial(loop, node, steps).addListener((Future<Lane> dialled) -> onDialled(wanted, dialled));
    }

    private void onDialled(SessionContext wanted, Future<Lane> dialled) {
        busy = false;
        if (!dialled.isSuccess()) {
            if (!closed) {
                listener.onStandbyFailed(dialled.cause());
            }
            return;
        }
        Lane fresh = dialled.getNow();
        if (closed) {
            fresh.close();
            return;
        }
        lane = fresh;
        listening = new StandbySubscriptions(fresh, state, this);
        fresh.use(LaneKind.SPARE, turn);
        fresh.owner(this);
        onReplayed(fresh, wanted, dialled);
    }

    private void onReplayed(Lane on, SessionContext wanted, Future<?> done) {
        busy = false;
        if (closed) {
            return;
        }
        if (!done.isSuccess() || !on.isOpen()) {
            inMulti = false;
            if (done.cause() instanceof HandshakeException refused && refused.serverError() != null) {
                lane = null;
                listener.onStandbyFailed(refused);
            } else {
                lost();
            }
            return;
        }
        replayed = wanted;
        if (isReady()) {
            listener.onStandbyReady();
        } else {
            refresh();
        }
    }

    private void lost() {
        lane = null;
        listening = null;
        losses++;
        if (losses > MAX_LOSSES) {
            listener.onStandbyFailed(new IllegalStateException("the node keeps closing the connection"));
        } else {
            refresh();
        }
    }

    private void drop() {
        Lane present = lane;
        lane = null;
        listening = null;
        if (present != null) {
            present.close();
        }
    }

    // ---- what the session is subscribed to ----

    @Override
    public void onSubscriptionsReady() {
        if (isReady()) {
            listener.onStandbyReady();
        }
    }

    @Override
    public void onSubscriptionsRefused(String error) {
        drop();
        listener.onStandbyFailed(new IllegalStateException("SUBSCRIBE: " + error));
    }

    /** As {@link StandbySubscriptions#mark}, once it is ready. */
    void mark() {
        StandbySubscriptions heard = listening;
        if (heard != null && isReady()) {
            heard.mark();
        }
    }

    boolean isMarked() {
        StandbySubscriptions heard = listening;
        return heard != null && heard.isMarked();
    }

    void unmark() {
        StandbySubscriptions heard = listening;
        if (heard != null) {
            heard.unmark();
        }
    }

    // ---- the end ----

    /** Gives the lane away, to become the session's own; this object is done. */
    Lane take() {
        Lane taken = lane;
        if (taken == null || !isReady()) {
            throw new IllegalStateException("not ready");
        }
        closed = true;
        lane = null;
        listening = null;
        taken.owner(null);
        return taken;
    }

    void close() {
        closed = true;
        drop();
    }

    @Override
    public @Nullable FrameSorter sorter() {
        StandbySubscriptions heard = listening;
        return heard != null && heard.isListening() ? heard : null;
    }

    @Override
    public int onReply(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete) {
        throw new IllegalStateException("nothing was asked on a second lane");
    }

    @Override
    public void onReplyBytes(ByteBuf bytes) {
        if (replayed.tracking()) {
            // Invalidations; the client drops all that it has when it is moved.
            bytes.release();
            return;
        }
        // Nothing was asked: the node is about to close it, or it is not in the state we think.
        bytes.release();
        Lane present = lane;
        if (present != null && !busy) {
            present.close();
            lost();
        }
    }

    @Override
    public void onReplies() {}

    @Override
    public void onLaneWritable(boolean writable) {}

    @Override
    public void onLaneClosed() {
        if (!busy && !closed) {
            lost();
        }
    }
}

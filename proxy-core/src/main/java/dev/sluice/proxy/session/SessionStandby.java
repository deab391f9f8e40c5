package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneKey;
import dev.sluice.proxy.lane.LaneWaiter;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * What a session needs at the node it may be switched to: a second lane of its own while it has its own, else a shared one of its
 * key, which the pool keeps for all.
 */
final class SessionStandby {
    private final EventLoop loop;
    private final NodeRole node;
    private final SessionOwner owner;
    private final SessionTools tools;
    private final SessionState state;
    private final SessionLanes lanes;
    private final SessionTransaction transaction;
    private final StandbyLane.Listener listener;

    private @Nullable StandbyLane own;
    /** The key that a shared lane has been asked for with. */
    private @Nullable LaneKey asked;

    private boolean closed;

    SessionStandby(
            EventLoop loop,
            NodeRole node,
            SessionOwner owner,
            SessionTools tools,
            SessionState state,
            SessionLanes lanes,
            SessionTransaction transaction,
            StandbyLane.Listener listener) {
        this.loop = loop;
        this.node = node;
        this.owner = owner;
        this.tools = tools;
        this.state = state;
        this.lanes = lanes;
        this.transaction = transaction;
        this.listener = listener;
    }

    NodeRole node() {
        return node;
    }

    boolean isReady() {
        StandbyLane second = own;
        return lanes.needsOwn() ? second != null && second.isReady() : sharedIsReady();
    }

    private boolean sharedIsReady() {
        Lane shared = owner.pool().shared(lanes.key(node));
        return shared != null && !isRefused(shared);
    }

    /** Whether the session is served without a password where it is, and would not be there. */
    private boolean isRefused(Lane shared) {
        return shared.isUnauthenticated() && state.served();
    }

    /** Brings it up to the session, if it is not. */
    void refresh() {
        if (closed || isReady()) {
            return;
        }
        if (lanes.needsOwn()) {
            StandbyLane second = own;
            if (second == null) {
                second = new StandbyLane(loop, owner.turn(), node, tools, state, transaction, listener);
                own = second;
            }
            second.refresh();
        } else {
            closeOwn();
            ask(lanes.key(node));
        }
    }

    private void ask(LaneKey wanted) {
        Lane shared = owner.pool().shared(wanted);
        if (shared != null) {
            // Only a refusal can have kept it from being ready.
            listener.onStandbyFailed(new IllegalStateException("PING: NOAUTH Authentication required."));
        } else if (!wanted.equals(asked)) {
            asked = wanted;
            owner.pool().request(wanted, new Answer(wanted));
        }
    }

    private final class Answer implements LaneWaiter {
        private final LaneKey wanted;

        Answer(LaneKey wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onLaneAvailable() {
            if (closed || !wanted.equals(asked)) {
                return;
            }
            asked = null;
            if (isReady()) {
                listener.onStandbyReady();
            } else {
                refresh();
            }
        }

        @Override
        public void onLaneUnavailable(Throwable cause) {
            if (!closed && wanted.equals(asked)) {
                asked = null;
                listener.onStandbyFailed(cause);
            }
        }
    }

    /** The session's own second lane, which becomes the caller's; null when there is none that is ready. */
    @Nullable
    Lane take() {
        StandbyLane second = own;
        if (second == null || !lanes.needsOwn() || !second.isReady()) {
            return null;
        }
        own = null;
        return second.take();
    }

    /** As {@link StandbySubscriptions#mark}. */
    void mark() {
        if (own != null) {
            own.mark();
        }
    }

    boolean isMarked() {
        return own != null && own.isMarked();
    }

    void unmark() {
        if (own != null) {
            own.unmark();
        }
    }

    private void closeOwn() {
        StandbyLane second = own;
        if (second != null) {
            own = null;
            second.close();
        }
    }

    void close() {
        closed = true;
        closeOwn();
    }
}

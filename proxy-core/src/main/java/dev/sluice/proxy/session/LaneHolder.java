package dev.sluice.proxy.session;

import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneKey;
import dev.sluice.proxy.lane.LaneKind;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.proxy.lane.PinReason;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lane that a session has, and how it comes to it and leaves it. Decides nothing: see {@link SessionLanes}. */
final class LaneHolder {
    /** How it speaks to {@link SessionLanes} and beyond. */
    interface Listener {
        /** A lane of the session's own has been dialled and is there. */
        void onDialled();

        void onDialFailed(Throwable cause);

        /** The session got another lane, or lost its own. */
        void onLaneChanged(@Nullable Lane lane, boolean own);
    }

    private final EventLoop loop;
    private final SessionOwner owner;
    private final SessionTools tools;
    private final LaneUser user;
    private final Listener listener;

    private @Nullable Lane lane;
    /** What the shared lane is shared by. */
    private @Nullable LaneKey sharedKey;

    private boolean own;
    /** Why it is, or is about to be, its own. */
    private @Nullable PinReason pin;

    private @Nullable Future<Lane> dialling;

    LaneHolder(EventLoop loop, SessionOwner owner, SessionTools tools, LaneUser user, Listener listener) {
        this.loop = loop;
        this.owner = owner;
        this.tools = tools;
        this.user = user;
        this.listener = listener;
    }

    @Nullable
    Lane lane() {
        return lane;
    }

    boolean isOwn() {
        return own;
    }

    @Nullable
    PinReason pin() {
        return pin;
    }

    /** An own lane stays the session's for another reason. */
    void pin(PinReason reason) {
        PinReason before = pin;
        if (before != null && before != reason) {
            owner.turn().laneMetrics().pinChanged(before, reason);
            pin = reason;
        }
    }

    @Nullable
    LaneKey sharedKey() {
        return sharedKey;
    }

    LaneUser user() {
        return user;
    }

    boolean isDialling() {
        return dialling != null;
    }

    void dial(PinReason reason, List<HandshakeStep> steps) {
        pin = reason;
        Future<Lane> started = tools.dialer().dial(loop, owner.active(), steps);
        dialling = started;
        started.addListener((Future<Lane> dialled) -> onDialled(reason, dialled));
    }

    private void onDialled(PinReason reason, Future<Lane> dialled) {
        if (dialled != dialling) {
            // The session has ended, or was switched while this was under way.
            if (dialled.isSuccess()) {
                dialled.getNow().close();
            }
            return;
        }
        dialling = null;
        if (dialled.isSuccess()) {
            attachOwn(dialled.getNow(), reason);
            listener.onDialled();
        } else {
            pin = null;
            listener.onDialFailed(dialled.cause());
        }
    }

    void attachOwn(Lane fresh, PinReason reason) {
        lane = fresh;
        own = true;
        pin = reason;
        owner.turn().laneMetrics().pinned(reason);
        fresh.use(LaneKind.OWN, owner.turn());
        fresh.owner(user);
        listener.onLaneChanged(fresh, true);
    }

    void attachShared(Lane shared, LaneKey key) {
        if (lane != shared) {
            detach();
            lane = shared;
            sharedKey = key;
            shared.join();
            listener.onLaneChanged(shared, false);
        }
    }

    /** Leaves a shared lane. */
    void detach() {
        Lane present = lane;
        if (present != null && !own) {
            lane = null;
            sharedKey = null;
            present.leave();
        }
    }

    /** The lane is not the session's own any more, but the caller's; null when there was none. */
    @Nullable
    Lane giveUpOwn() {
        Lane given = lane;
        if (!own) {
            return null;
        }
        lane = null;
        own = false;
        if (pin != null) {
            owner.turn().laneMetrics().unpinned(pin);
        }
        if (given != null) {
            given.owner(null);
        }
        return given;
    }

    /** Nothing keeps the session from sharing. */
    void unpin() {
        pin = null;
        listener.onLaneChanged(lane, false);
    }

    /** What is being dialled is closed when it comes. */
    void abandonDial() {
        dialling = null;
    }
}

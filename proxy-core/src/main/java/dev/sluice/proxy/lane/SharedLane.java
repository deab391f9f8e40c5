package dev.sluice.proxy.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link LanePool} has of one key: the lane that is shared, those to spare, and who waits. */
final class SharedLane {
    @Nullable
    Lane lane;
    /** It is being opened, by the pool or by a session that claimed it. */
    boolean opening;
    /** Nobody has used it since the last sweep. */
    boolean unused;
    /** Lost in a row, without anybody having been served. */
    int losses;

    final Deque<Lane> spares = new ArrayDeque<>(0);
    private List<LaneWaiter> waiters = new ArrayList<>(0);

    /** The lane, when sessions can be given it. */
    @Nullable
    Lane ready() {
        Lane present = lane;
        return present != null && !present.isRetired() && present.isOpen() ? present : null;
    }

    void await(LaneWaiter waiter) {
        waiters.add(waiter);
    }

    void tellAvailable() {
        List<LaneWaiter> told = takeWaiters();
        told.forEach(LaneWaiter::onLaneAvailable);
    }

    void tellUnavailable(Throwable cause) {
        List<LaneWaiter> told = takeWaiters();
        told.forEach(waiter -> waiter.onLaneUnavailable(cause));
    }

    private List<LaneWaiter> takeWaiters() {
        List<LaneWaiter> told = waiters;
        waiters = new ArrayList<>(0);
        return told;
    }

    boolean isEmpty() {
        return lane == null && !opening && spares.isEmpty() && waiters.isEmpty();
    }
}

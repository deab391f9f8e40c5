package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one event loop that belong to no session: for each {@link LaneKey} one that is shared, and some to spare for
 * sessions that need one of their own for a while. Everything happens on that loop.
 *
 * <p>A lane that nobody has used for {@value #SWEEP_SECONDS} to twice as many seconds is closed.
 */
public final class LanePool {
    /** Unused lanes of one key that are kept; more are closed. */
    static final int MAX_SPARES = 64;

    private static final long SWEEP_SECONDS = 10;
    /** Times in a row that a node may close a shared lane before anybody was served on it. */
    private static final int MAX_LOSSES = 3;

    private final EventLoop loop;
    private final LoopTurn turn;
    private final LaneDialer dialer;
    private final Runnable lost;
    private final Map<LaneKey, SharedLane> lanes = new HashMap<>();
    /** Not shared any more; closed when nothing is outstanding on them. */
    private final List<Lane> retired = new ArrayList<>();
    /** Its lanes are kept though nobody uses them yet. */
    private @Nullable NodeRole kept;

    private boolean sweeping;

    /** @param lost told when a shared lane has gone that sessions may count on */
    public LanePool(EventLoop loop, LoopTurn turn, LaneDialer dialer, Runnable lost) {
        this.loop = loop;
        this.turn = turn;
        this.dialer = dialer;
        this.lost = lost;
    }

    /** The lane that sessions of this key share; null when there is none now. */
    public @Nullable Lane shared(LaneKey key) {
        SharedLane entry = lanes.get(key);
        return entry == null ? null : entry.ready();
    }

    /** Opens a lane of this key to be shared, unless that is under way, and tells {@code waiter} when there is one. */
    public void request(LaneKey key, LaneWaiter waiter) {
        SharedLane entry = entry(key);
        entry.await(waiter);
        if (entry.ready() != null) {
            entry.tellAvailable();
        } else if (!entry.opening) {
            entry.opening = true;
            dialer.dial(loop, key.node(), LaneSteps.shared(key))
                    .addListener((Future<Lane> dialled) -> onDialled(key, entry, dialled));
        }
    }

    private void onDialled(LaneKey key, SharedLane entry, Future<Lane> dialled) {
        entry.opening = false;
        if (lanes.get(key) != entry) {
            if (dialled.isSuccess()) {
                dialled.getNow().close();
            }
            entry.tellUnavailable(new IllegalStateException("the node is not served any more"));
        } else if (dialled.isSuccess()) {
            share(key, entry, dialled.getNow());
        } else {
            entry.tellUnavailable(dialled.cause());
        }
    }

    /**
     * For a session that is about to make a lane of this key with a command of its own (AUTH, say): others wait for what comes
     * of it. To be followed by {@link #unclaim}.
     *
     * @return false when another one is at it; wait for it with {@link #request}
     */
    public boolean claim(LaneKey key) {
        SharedLane entry = entry(key);
        if (entry.opening) {
            return false;
        }
        entry.opening = true;
        return true;
    }

    /** The claim is over, whether a lane came of it or not. */
    public void unclaim(LaneKey key) {
        SharedLane entry = lanes.get(key);
        if (entry != null) {
            entry.opening = false;
            entry.tellAvailable();
            if (entry.isEmpty()) {
                lanes.remove(key);
            }
        }
    }

    /**
     * Takes a lane with nothing outstanding that is in the state of this key and of no other use.
     *
     * @param served whether the node is known to serve it. One that has not authenticated where that is asked for is limited in
     *     what it may be sent, and would be closed under those that share it
     */
    public void give(LaneKey key, Lane lane, boolean served) {
        SharedLane entry = entry(key);
        lane.owner(null);
        if (!lane.isOpen() || lane.isRetired()) {
            lane.close();
        } else if (served && entry.ready() == null) {
            share(key, entry, lane);
        } else if (entry.spares.size() < MAX_SPARES) {
            lane.use(LaneKind.SPARE, turn);
            entry.spares.addFirst(lane);
        } else {
            lane.close();
        }
    }

    private void share(LaneKey key, SharedLane entry, Lane lane) {
        entry.lane = lane;
        entry.unused = false;
        lane.use(LaneKind.SHARED, turn);
        lane.onClose(() -> onLost(key, entry, lane));
        entry.tellAvailable();
    }

    private void onLost(LaneKey key, SharedLane entry, Lane lane) {
        if (entry.lane != lane || lanes.get(key) != entry) {
            return;
        }
        entry.lane = null;
        entry.losses = lane.isProven() ? 0 : entry.losses + 1;
        if (entry.losses > MAX_LOSSES) {
            entry.losses = 0;
            entry.tellUnavailable(new IllegalStateException("the node keeps closing the connection"));
        } else {
            lost.run();
        }
    }

    /** A lane in the state of this key that nobody uses; null when there is none. It is the caller's. */
    public @Nullable Lane takeSpare(LaneKey key) {
        SharedLane entry = lanes.get(key);
        while (entry != null && !entry.spares.isEmpty()) {
            Lane spare = entry.spares.removeFirst();
            if (spare.isOpen()) {
                return spare;
            }
        }
        return null;
    }

    /** The lane is not shared any more: whoever uses it leaves, and the next one is offered another. */
    public void retire(Lane lane) {
        if (!lane.isRetired()) {
            takeOver(lane);
            retired.add(lane);
            sweepLater();
        }
    }

    /** As {@link #retire}, and it is the caller's. */
    public void takeOver(Lane lane) {
        lane.retire();
        for (SharedLane entry : lanes.values()) {
            if (entry.lane == lane) {
                entry.lane = null;
            }
        }
    }

    /** The node whose lanes are kept also when nobody uses them, because sessions will; null for none. */
    public void keep(@Nullable NodeRole node) {
        kept = node;
    }

    /** Nobody uses lanes to this node any more. Returns them; they are to be closed. */
    public List<Lane> leave(NodeRole node) {
        List<Lane> left = new ArrayList<>();
        Iterator<Map.Entry<LaneKey, SharedLane>> all = lanes.entrySet().iterator();
        List<SharedLane> abandoned = new ArrayList<>();
        while (all.hasNext()) {
            Map.Entry<LaneKey, SharedLane> next = all.next();
            if (next.getKey().node() == node) {
                all.remove();
                abandoned.add(next.getValue());
            }
        }
        for (SharedLane entry : abandoned) {
            if (entry.lane != null) {
                entry.lane.retire();
                left.add(entry.lane);
            }
            left.addAll(entry.spares);
            entry.tellAvailable();
        }
        retired.stream().filter(lane -> lane.node() == node).forEach(left::add);
        retired.removeAll(left);
        return left;
    }

    /** Keys that there is, or is to be, a lane of. */
    public int size() {
        return lanes.size();
    }

    private SharedLane entry(LaneKey key) {
        sweepLater();
        return lanes.computeIfAbsent(key, absent -> new SharedLane());
    }

    private void sweepLater() {
        if (!sweeping) {
            sweeping = true;
            loop.schedule(this::sweep, SWEEP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void sweep() {
        sweeping = false;
        lanes.entrySet().removeIf(entry -> entry.getKey().node() != kept && closeUnused(entry.getValue()));
        retired.removeIf(LanePool::closeIdle);
        if (!lanes.isEmpty() || !retired.isEmpty()) {
            sweepLater();
        }
    }

    /** Whoever still has it uses it no more, since it is retired. */
    private static boolean closeIdle(Lane lane) {
        if (lane.isIdle()) {
            lane.close();
        }
        return !lane.isOpen();
    }

    private static boolean closeUnused(SharedLane entry) {
        Lane lane = entry.lane;
        if (lane != null && lane.users() == 0 && lane.isIdle()) {
            if (entry.unused) {
                entry.lane = null;
                lane.close();
            }
            entry.unused = true;
        } else {
            entry.unused = false;
        }
        int surplus = (entry.spares.size() + 1) / 2;
        for (int i = 0; i < surplus; i++) {
            entry.spares.removeLast().close();
        }
        return entry.isEmpty();
    }
}

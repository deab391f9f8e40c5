package dev.sluice.replication.control;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.link.Capture;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.spool.Spool;
import dev.sluice.replication.spool.SpoolSync;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One direction: captured from {@code from} into a spool by its {@link Intake}, given to the other node by its
 * {@link Delivery}. Fails as a whole, once, and never starts again by itself. All methods on the event loop.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final LaneContext context;
    private final NodeRole from;
    private final LaneState state;
    private final Intake intake;
    private final Delivery delivery;
    private final Capture capture;
    private final List<CompletableFuture<?>> waiting = new ArrayList<>();
    private boolean refill;
    private @Nullable Spool spool;
    private @Nullable SpoolSync sync;
    private boolean closed;

    /** @param refill whether the receiver may be given a full copy, unless an adopted spool says otherwise */
    Lane(LaneContext context, NodeRole from, boolean refill, String announceVersion) {
        this.context = context;
        this.from = from;
        this.refill = refill;
        this.state = new LaneState(from);
        this.intake = new Intake(this);
        this.delivery = new Delivery(this);
        this.capture = new Capture(context.loop, context.dialer, context.link(from, announceVersion), intake);
    }

    /** Takes up the spool that a former process left, if there is one of use. */
    void adoptSpool() throws IOException {
        Spool left = Spool.open(context.layout, context.budget, from);
        if (left != null) {
            LOG.info("taking up the spool from the {}: {} to {}", from.word(), left.first(), left.last());
            refill = left.refill();
            useSpool(left);
        }
    }

    /** Captures; completes when it is known what comes. A node that cannot be reached fails it. */
    CompletableFuture<Snapshot> start() {
        CompletableFuture<Snapshot> started = awaited();
        intake.started(started);
        capture.start();
        return started;
    }

    /** Captures, trying until the node answers. */
    void resume() {
        capture.start();
    }

    /** Connects and logs in, so that {@link #attach} costs one round trip. */
    void prepare() {
        intake.hold();
        capture.start();
    }

    /** Captures, once prepared, after exactly this position; anything but a partial resync fails the lane. */
    CompletableFuture<Position> attach(Position at) {
        CompletableFuture<Position> attached = awaited();
        intake.attachAt(at, attached);
        capture.ask();
        return attached;
    }

    /** Dials the captured node again; completes when it has granted a partial resync. */
    CompletableFuture<Void> reconnect() {
        CompletableFuture<Void> before = intake.reconnecting();
        if (before != null && !before.isDone()) {
            return before;
        }
        CompletableFuture<Void> reconnected = awaited();
        intake.reconnected(reconnected);
        state.captureUp = false;
        capture.reconnect();
        return reconnected;
    }

    /** Asks the captured node for other bytes than those that follow the spool. */
    void askFor(PsyncRequest request, String reason) {
        if (intake.ask(request)) {
            LOG.info("asking the {} for PSYNC {} {}: {}", from.word(), request.replidText(), request.next(), reason);
            state.captureUp = false;
            capture.reconnect();
        }
    }

    /** A stage that fails when the lane fails or ends. */
    <T> CompletableFuture<T> awaited() {
        CompletableFuture<T> stage = new CompletableFuture<>();
        waiting.removeIf(CompletableFuture::isDone);
        if (closed || isFailed()) {
            stage.completeExceptionally(new ReplicationException(String.valueOf(state.failure)));
        } else {
            waiting.add(stage);
        }
        return stage;
    }

    NodeRole from() {
        return from;
    }

    NodeRole to() {
        return from.other();
    }

    boolean refill() {
        return refill;
    }

    /**
     * The receiver follows. The lane of a rollback gives no full copy until then; from then on its target is what it was
     * before the cutover, a copy that may be made anew. The source is never copied over.
     */
    void followed() {
        Spool present = spool;
        if (refill || present == null || to() != NodeRole.TARGET) {
            return;
        }
        refill = true;
        try {
            present.allowRefill();
        } catch (IOException e) {
            fail("the spool cannot be written: " + e.getMessage());
        }
    }

    LaneContext context() {
        return context;
    }

    LaneState state() {
        return state;
    }

    Delivery delivery() {
        return delivery;
    }

    Capture capture() {
        return capture;
    }

    @Nullable
    Spool spool() {
        return spool;
    }

    boolean isFailed() {
        return state.phase() == Phase.FAILED;
    }

    /** Puts a new spool in the place of the present one, whose directory it has taken over. */
    void useSpool(Spool fresh) {
        spool = fresh;
        sync = new SpoolSync(fresh, context.loop, context.disk);
        state.streamFrom(fresh.history().replid(), fresh.last());
        state.snapshotBytes = fresh.snapshot() == null ? -1 : fresh.snapshot().length();
        state.snapshotTotal = fresh.snapshot() == null ? -1 : fresh.snapshot().totalBytes();
        state.snapshotSent = -1;
    }

    /** Closes and deletes the spool; the receiver waits, or is closed when it was being fed. */
    void dropSpool() throws IOException {
        Spool dropped = spool;
        spool = null;
        sync = null;
        delivery.dropFeed("what it was fed from is gone");
        if (dropped != null) {
            dropped.delete();
        }
    }

    /** Starts to make durable what was captured, and tells the captured node when it is. */
    void sync() {
        SpoolSync present = sync;
        if (present != null) {
            present.start(failure -> {
                if (failure != null) {
                    fail("the spool cannot be made durable: " + failure.getMessage());
                } else {
                    capture.acknowledge();
                }
            });
        }
    }

    /** Stops for a reason that only an operator can remove. */
    void fail(String reason) {
        if (isFailed() || closed) {
            return;
        }
        LOG.error("replication from the {} stopped: {}", from.word(), reason);
        state.failure = reason;
        state.to(Phase.FAILED, reason);
        state.captureUp = false;
        capture.stop();
        delivery.dropFeed(reason);
        failWaiting(reason);
    }

    /** As {@link #fail}, and the receiver can no longer become equal. */
    void failLossy(String reason) {
        state.lossy = reason;
        fail(reason);
    }

    /** Ends the lane and closes its files. */
    void close(boolean delete) throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        capture.stop();
        delivery.dropLink("the lane has ended");
        failWaiting("the lane from the " + from.word() + " has ended");
        Spool last = spool;
        if (last != null && delete) {
            last.delete();
        } else if (last != null) {
            last.close();
        }
    }

    private void failWaiting(String reason) {
        List<CompletableFuture<?>> stages = List.copyOf(waiting);
        waiting.clear();
        stages.forEach(stage -> stage.completeExceptionally(new ReplicationException(reason)));
    }
}

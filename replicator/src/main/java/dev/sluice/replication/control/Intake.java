package dev.sluice.replication.control;

import dev.sluice.replication.link.CaptureListener;
import dev.sluice.replication.position.History;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.spool.SnapshotFile;
import dev.sluice.replication.spool.Spool;
import dev.sluice.replication.spool.SpoolFullException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The first half of a lane: asks the captured node, and puts what it sends into the spool. */
final class Intake implements CaptureListener {
    private final Lane lane;
    private final LaneState state;
    /** Asked for instead of what follows the spool; null when nothing else is. */
    private @Nullable PsyncRequest wanted;

    /** Connected and logged in ahead of time; {@link #attachAt} tells what to ask for. */
    private boolean holding;

    private boolean partialOnly;
    /** In {@link #partialOnly} mode: a connection that was made ahead may turn out to be gone, once. */
    private boolean secondTry;

    private @Nullable CompletableFuture<Snapshot> started;
    private @Nullable CompletableFuture<Position> attached;
    private @Nullable CompletableFuture<Void> reconnected;

    Intake(Lane lane) {
        this.lane = lane;
        this.state = lane.state();
    }

    void started(CompletableFuture<Snapshot> stage) {
        started = stage;
    }

    void hold() {
        holding = true;
    }

    void attachAt(Position at, CompletableFuture<Position> stage) {
        holding = false;
        wanted = PsyncRequest.after(at);
        partialOnly = true;
        attached = stage;
    }

    /** The stage of the last {@link #reconnected(CompletableFuture)} while it is not done; null when there is none. */
    @Nullable
    CompletableFuture<Void> reconnecting() {
        return reconnected;
    }

    void reconnected(CompletableFuture<Void> stage) {
        reconnected = stage;
    }

    /** What to ask for instead; false when that is being asked already. */
    boolean ask(PsyncRequest request) {
        boolean news = !request.equals(wanted);
        wanted = request;
        return news;
    }

    @Override
    public @Nullable PsyncRequest request() {
        if (holding) {
            return null;
        }
        if (wanted != null) {
            return wanted;
        }
        Spool spool = lane.spool();
        return spool == null ? PsyncRequest.FULL : PsyncRequest.after(spool.end());
    }

    @Override
    public boolean onFullResync(Position start) {
        Position ahead = lane.delivery().aheadOfSpool();
        if (ahead != null && wanted == null) {
            // The node cannot serve what follows the spool, but perhaps what follows the receiver.
            wanted = PsyncRequest.after(ahead);
            return false;
        }
        if (partialOnly || !lane.refill()) {
            lane.failLossy("the " + lane.from().word() + " can give a full copy only, which the "
                    + lane.to().word() + " must not receive");
            return false;
        }
        return write(() -> {
            replaceSpool();
            lane.useSpool(Spool.createForSnapshot(
                    lane.context().layout,
                    lane.context().budget,
                    lane.from(),
                    true,
                    History.of(start.replid()),
                    start.offset()));
            wanted = null;
            attachedNow();
            state.to(Phase.SNAPSHOT, "a full copy starts at " + start.offset());
            if (reconnected != null) {
                reconnected.completeExceptionally(new ReplicationException(
                        "the " + lane.from().word() + " granted a full copy only, which has started"));
                reconnected = null;
            }
            lane.delivery().reconsider();
        });
    }

    private void replaceSpool() throws IOException {
        if (lane.spool() != null) {
            lane.dropSpool();
        }
    }

    @Override
    public void onContinue(@Nullable String newReplid) {
        write(() -> {
            PsyncRequest asked = wanted;
            Position at = asked == null ? null : asked.position();
            if (at != null) {
                startAt(at, newReplid);
            } else if (lane.spool() == null) {
                throw new IOException("the " + lane.from().word() + " granted a partial resync that nobody asked for");
            } else if (newReplid != null && !newReplid.equals(state.replid)) {
                lane.spool().continuedAs(newReplid);
                state.replid = newReplid;
                lane.delivery().dropFeed("the history goes on under another id");
            }
            wanted = null;
            attachedNow();
            completeStages();
            lane.delivery().reconsider();
        });
    }

    /** A new spool whose first byte follows {@code at}, in the history that is known. */
    private void startAt(Position at, @Nullable String newReplid) throws IOException {
        Spool old = lane.spool();
        History history = old == null ? History.of(at.replid()) : old.history();
        if (newReplid != null) {
            history = history.continuedAs(newReplid, at.offset());
        }
        boolean refill = lane.refill();
        replaceSpool();
        lane.useSpool(
                Spool.create(lane.context().layout, lane.context().budget, lane.from(), refill, history, at.offset()));
    }

    private void attachedNow() {
        state.captureUp = true;
        state.captureProblem = null;
    }

    private void completeStages() {
        Spool spool = Objects.requireNonNull(lane.spool());
        partialOnly = false;
        if (started != null) {
            started.complete(new Snapshot(Snapshot.NONE, spool.end()));
            started = null;
        }
        if (attached != null) {
            attached.complete(spool.end());
            attached = null;
        }
        if (reconnected != null) {
            reconnected.complete(null);
            reconnected = null;
        }
    }

    @Override
    public void onSnapshotStart(long totalBytes) {
        SnapshotFile snapshot = snapshot();
        snapshot.announce(totalBytes);
        state.snapshotTotal = totalBytes;
        lane.delivery().pump();
    }

    @Override
    public void onSnapshotBytes(ByteBuf bytes) {
        write(() -> {
            SnapshotFile snapshot = snapshot();
            snapshot.append(bytes);
            state.snapshotBytes = snapshot.length();
            if (started != null && snapshot.hasMagic()) {
                started.complete(
                        new Snapshot(snapshot.magic(), new Position(String.valueOf(state.replid), snapshot.offset())));
                started = null;
            }
            lane.delivery().pump();
        });
    }

    @Override
    public void onSnapshotEnd() {
        SnapshotFile snapshot = snapshot();
        snapshot.complete();
        state.snapshotTotal = snapshot.length();
        lane.delivery().pump();
        lane.sync();
    }

    private SnapshotFile snapshot() {
        Spool spool = lane.spool();
        SnapshotFile snapshot = spool == null ? null : spool.snapshot();
        if (snapshot == null) {
            throw new IllegalStateException("no snapshot is expected");
        }
        return snapshot;
    }

    @Override
    public void onStream(ByteBuf bytes) {
        write(() -> {
            Spool spool = Objects.requireNonNull(lane.spool());
            long first = spool.last() + 1;
            try {
                spool.append(bytes);
            } catch (SpoolFullException full) {
                lane.delivery().makeRoom();
                spool.append(bytes);
            }
            state.captured(spool.last(), System.nanoTime());
            lane.delivery().pump(bytes, first);
        });
    }

    @Override
    public long acknowledged() {
        Spool spool = lane.spool();
        return spool == null ? 0 : spool.durable();
    }

    @Override
    public void onAcknowledgeDue() {
        lane.sync();
    }

    @Override
    public void onLinkDown(String reason, boolean busy) {
        state.captureUp = false;
        state.captureProblem = "the link from the " + lane.from().word() + " is down: " + reason;
        if (partialOnly && !secondTry) {
            secondTry = true;
            return;
        }
        if (partialOnly || (started != null && !busy)) {
            lane.fail(reason);
            return;
        }
        Spool spool = lane.spool();
        SnapshotFile snapshot = spool == null ? null : spool.snapshot();
        if (snapshot != null && !snapshot.isComplete()) {
            write(() -> {
                lane.dropSpool();
                state.to(Phase.CONNECTING, "the snapshot broke off: " + reason);
            });
        }
    }

    @Override
    public boolean onRefused(String reason) {
        onLinkDown(reason, false);
        return !lane.isFailed();
    }

    /** Runs what writes to the disk; a disk that refuses, or a full spool, ends the lane. */
    private boolean write(DiskWork work) {
        try {
            work.run();
            return !lane.isFailed();
        } catch (IOException e) {
            lane.fail(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private interface DiskWork {
        void run() throws IOException;
    }
}

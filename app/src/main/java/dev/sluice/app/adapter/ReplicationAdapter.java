package dev.sluice.app.adapter;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.port.Replication;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.replication.control.Replicator;
import dev.sluice.replication.control.ReplicatorStatus;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@link Replication} on a {@link Replicator}. */
public final class ReplicationAdapter implements Replication {
    private final Replicator replicator;

    public ReplicationAdapter(Replicator replicator) {
        this.replicator = replicator;
    }

    @Override
    public CompletionStage<Snapshot> start(NodeRole from, String announceVersion) {
        return inWords(replicator.start(from, announceVersion))
                .thenApply(snapshot -> new Snapshot(snapshot.magic(), position(snapshot.start())));
    }

    @Override
    public CompletionStage<Void> resume(NodeRole from, String announceVersion) {
        return inWords(replicator.resume(from, announceVersion));
    }

    @Override
    public Credentials credentials(NodeRole node) {
        dev.sluice.replication.control.Credentials known = replicator.credentials(node);
        return new Credentials(known.announced(), known.user(), known.password());
    }

    @Override
    public Endpoint announced(NodeRole node) {
        return replicator.announced(node);
    }

    @Override
    public ReplicationStatus status() {
        ReplicatorStatus status = replicator.status();
        return new ReplicationStatus(
                ReplicationStatus.Phase.valueOf(status.phase().name()),
                status.from(),
                status.to(),
                status.replid(),
                status.captured(),
                status.sent(),
                status.applied(),
                status.lagBytes(),
                status.lagTime(),
                status.snapshotBytes(),
                status.snapshotTotal(),
                status.snapshotSent(),
                status.spoolBytes(),
                status.spoolMaxBytes(),
                status.fullSyncs(),
                status.partialSyncs(),
                status.captureUp(),
                status.applyUp(),
                status.problem(),
                status.lossy());
    }

    @Override
    public void receiver(NodeRole node, ReceiverLimits limits) {
        replicator.receiver(
                node,
                new dev.sluice.replication.guard.ReceiverLimits(
                        limits.commands(), limits.databases(), limits.version()));
    }

    @Override
    public void observeApplied(NodeRole node, long offset) {
        replicator.observeApplied(node, offset);
    }

    @Override
    public CompletionStage<Position> awaitDemoted(NodeRole node) {
        return inWords(replicator.awaitDemoted(node)).thenApply(ReplicationAdapter::position);
    }

    @Override
    public boolean demotedWaits(NodeRole node) {
        return replicator.demotedWaits(node);
    }

    @Override
    public CompletionStage<Position> attachReverse(NodeRole promoted, Position at) {
        return inWords(replicator.attachReverse(promoted, position(at))).thenApply(ReplicationAdapter::position);
    }

    @Override
    public CompletionStage<Void> commitReverse() {
        return inWords(replicator.commitReverse());
    }

    @Override
    public CompletionStage<Void> restore(@Nullable Position promoted) {
        return inWords(replicator.restore(promoted == null ? null : position(promoted)));
    }

    @Override
    public CompletionStage<Void> stop() {
        return inWords(replicator.stop());
    }

    private static Position position(dev.sluice.replication.position.Position at) {
        return new Position(at.replid(), at.offset());
    }

    private static dev.sluice.replication.position.Position position(Position at) {
        return new dev.sluice.replication.position.Position(at.replid(), at.offset());
    }

    private static <T> CompletionStage<T> inWords(CompletionStage<T> stage) {
        return Failures.translated(
                stage, dev.sluice.replication.control.ReplicationException.class, ReplicationException::new);
    }
}

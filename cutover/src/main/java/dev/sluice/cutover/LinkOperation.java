package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.Replication.Snapshot;
import dev.sluice.cutover.preflight.RdbFormats;
import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets the target replicate the source through Sluice, from the beginning. */
final class LinkOperation {
    /** The source may wait 5 s for other replicas (repl-diskless-sync-delay), or for a BGSAVE that runs already. */
    static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(2);

    private final Parts parts;
    private final Nodes nodes;
    private final ErrorBaseline baseline;

    LinkOperation(Parts parts, Nodes nodes, ErrorBaseline baseline) {
        this.parts = parts;
        this.nodes = nodes;
        this.baseline = baseline;
    }

    /** @param cancelled completed, from any thread, with the reason to give up */
    void copy(NodeFacts target, CompletableFuture<String> cancelled) throws StepException {
        CompletableFuture<Snapshot> started =
                parts.replication().start(NodeRole.SOURCE, target.version()).toCompletableFuture();
        boolean unused = parts.ticker().await(CompletableFuture.anyOf(started, cancelled), SNAPSHOT_LIMIT);
        if (cancelled.isDone()) {
            throw new StepException(cancelled.getNow("cancelled"));
        }
        if (!started.isDone()) {
            throw Waiting.late(SNAPSHOT_LIMIT, "the snapshot of the source");
        }
        readable(Waiting.result(started, "copying from the source"), target);
        parts.replication().receiver(NodeRole.TARGET, Receivers.limits(target));
        baseline.attach(
                nodes.info(NodeRole.TARGET), parts.replication().status().fullSyncs());
        nodes.follow(NodeRole.TARGET);
        parts.note("the target follows Sluice");
    }

    /** Told to replicate what it cannot read, the target would end empty: so it is not told before the magic is seen. */
    private static void readable(Snapshot snapshot, NodeFacts target) throws StepException {
        boolean none = "none".equals(snapshot.magic());
        if (!none && !RdbFormats.reads(target.family(), target.version(), snapshot.magic())) {
            throw new StepException("the source sends a snapshot " + snapshot.magic() + ", which " + target.family()
                    + " " + target.version() + " cannot read");
        }
    }
}

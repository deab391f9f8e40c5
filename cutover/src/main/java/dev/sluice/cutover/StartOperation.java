package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.Replication.Snapshot;
import dev.sluice.cutover.preflight.Preflight;
import dev.sluice.cutover.preflight.PreflightInput;
import dev.sluice.cutover.preflight.RdbFormats;
import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Checks, then starts the copy. What fails on the way is taken back. */
final class StartOperation {
    /** The source may wait 5 s for other replicas (repl-diskless-sync-delay), or for a BGSAVE that runs already. */
    static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(2);

    static final String BACKLOG = "repl-backlog-size";

    private final Parts parts;
    private final Nodes nodes;
    private final PreflightRunner preflight;
    private final StopOperation stop;
    private final ErrorBaseline baseline;
    private final PendingWork pending;

    StartOperation(
            Parts parts,
            Nodes nodes,
            PreflightRunner preflight,
            StopOperation stop,
            ErrorBaseline baseline,
            PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.preflight = preflight;
        this.stop = stop;
        this.baseline = baseline;
        this.pending = pending;
    }

    /** @param cancelled completed, from any thread, with the reason to give up */
    void run(boolean acceptTargetData, CompletableFuture<String> cancelled) throws RefusedException {
        if (parts.state().state() != CutoverState.IDLE) {
            throw new RefusedException(
                    "NOTIDLE", "the state is " + parts.state().state() + ", not IDLE");
        }
        if (!pending.isEmpty()) {
            throw new RefusedException("BUSY", "something is being put right first: " + pending.describe());
        }
        PreflightInput input = preflight.read(acceptTargetData);
        PreflightReport report = Preflight.check(input);
        if (!report.passed()) {
            throw new RefusedException("PREFLIGHT", failures(report));
        }
        NodeFacts source = Objects.requireNonNull(input.source().facts());
        NodeFacts target = Objects.requireNonNull(input.target().facts());
        try {
            parts.state().startCopy(runIds(source, target), versions(source, target));
            link(source, target, cancelled);
        } catch (StepException e) {
            if (parts.state().state() == CutoverState.COPYING) {
                stop.run("not started: " + e.getMessage());
            }
            throw new RefusedException("FAILED", e.getMessage());
        }
    }

    private void link(NodeFacts source, NodeFacts target, CompletableFuture<String> cancelled) throws StepException {
        // Before the copy: until 7.0 a resize empties the backlog.
        raiseBacklog(NodeRole.SOURCE, source);
        raiseBacklog(NodeRole.TARGET, target);
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

    private void raiseBacklog(NodeRole role, NodeFacts facts) throws StepException {
        long wanted = parts.cutover().backlogBytes();
        String now = facts.config().getOrDefault(BACKLOG, "");
        if (now.matches("\\d{1,18}") && Long.parseLong(now) < wanted) {
            nodes.command(role, node -> node.setTemporarily(BACKLOG, Long.toString(wanted)), "raising " + BACKLOG);
        }
    }

    /** Told to replicate what it cannot read, the target would end empty: so it is not told before the magic is seen. */
    private static void readable(Snapshot snapshot, NodeFacts target) throws StepException {
        boolean none = "none".equals(snapshot.magic());
        if (!none && !RdbFormats.reads(target.family(), target.version(), snapshot.magic())) {
            throw new StepException("the source sends a snapshot " + snapshot.magic() + ", which " + target.family()
                    + " " + target.version() + " cannot read");
        }
    }

    private static String failures(PreflightReport report) {
        return report.checks().stream()
                .filter(check -> check.outcome() == PreflightReport.Outcome.FAIL)
                .map(check -> check.name() + ": " + check.found() + " (" + check.advice() + ")")
                .collect(Collectors.joining("; "));
    }

    private static Map<NodeRole, String> runIds(NodeFacts source, NodeFacts target) {
        return Map.of(
                NodeRole.SOURCE, source.info().getOrDefault("run_id", ""),
                NodeRole.TARGET, target.info().getOrDefault("run_id", ""));
    }

    private static Map<NodeRole, String> versions(NodeFacts source, NodeFacts target) {
        return Map.of(NodeRole.SOURCE, source.version(), NodeRole.TARGET, target.version());
    }
}

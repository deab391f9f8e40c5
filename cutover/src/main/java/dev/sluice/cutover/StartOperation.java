package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.preflight.Preflight;
import dev.sluice.cutover.preflight.PreflightInput;
import dev.sluice.cutover.runtime.StepException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Checks, then starts the copy. What fails on the way is taken back. */
final class StartOperation {
    static final String BACKLOG = "repl-backlog-size";

    private final Parts parts;
    private final Nodes nodes;
    private final PreflightRunner preflight;
    private final StopOperation stop;
    private final LinkOperation link;
    private final PendingWork pending;

    StartOperation(
            Parts parts,
            Nodes nodes,
            PreflightRunner preflight,
            StopOperation stop,
            LinkOperation link,
            PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.preflight = preflight;
        this.stop = stop;
        this.link = link;
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
            raiseAndCopy(source, target, cancelled);
        } catch (StepException e) {
            if (parts.state().state() == CutoverState.COPYING) {
                stop.run("not started: " + e.getMessage());
            }
            throw new RefusedException("FAILED", e.getMessage());
        }
    }

    private void raiseAndCopy(NodeFacts source, NodeFacts target, CompletableFuture<String> cancelled)
            throws StepException {
        // Before the copy: until 7.0 a resize empties the backlog.
        raiseBacklog(NodeRole.SOURCE, source);
        raiseBacklog(NodeRole.TARGET, target);
        link.copy(target, cancelled);
    }

    private void raiseBacklog(NodeRole role, NodeFacts facts) throws StepException {
        long wanted = parts.cutover().backlogBytes();
        String now = facts.config().getOrDefault(BACKLOG, "");
        if (now.matches("\\d{1,18}") && Long.parseLong(now) < wanted) {
            nodes.command(role, node -> node.setTemporarily(BACKLOG, Long.toString(wanted)), "raising " + BACKLOG);
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

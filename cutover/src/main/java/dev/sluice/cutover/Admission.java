package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.machine.Transitions;
import dev.sluice.cutover.port.Gate.Blocker;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.cutover.preflight.SessionChecks;
import dev.sluice.cutover.runtime.StepException;
import java.util.List;

/** Whether an attempt may begin, looked at afresh and before anything is held or changed. */
final class Admission {
    private final Parts parts;
    private final Nodes nodes;
    private final ErrorBaseline baseline;
    private final PendingWork pending;

    Admission(Parts parts, Nodes nodes, ErrorBaseline baseline, PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.baseline = baseline;
        this.pending = pending;
    }

    Attempt.Plan admit(Direction direction, CutoverOptions options) throws RefusedException {
        MigrationState.View view = parts.state().view();
        if (!Transitions.allows(view.state(), direction, CutoverEvent.HOLD)) {
            throw new RefusedException(
                    "NOTREADY", "the state is " + view.state() + ", not " + needed(direction) + ": " + view.reason());
        }
        if (!pending.isEmpty()) {
            throw new RefusedException("BUSY", "something is being put right first: " + pending.describe());
        }
        List<Blocker> blockers = parts.gate().blockers();
        if (!blockers.isEmpty()) {
            throw new RefusedException("BLOCKED", SessionChecks.describe(blockers));
        }
        try {
            return look(direction, options, view);
        } catch (StepException e) {
            throw new RefusedException("NOTREADY", e.getMessage());
        }
    }

    private Attempt.Plan look(Direction direction, CutoverOptions options, MigrationState.View view)
            throws StepException, RefusedException {
        NodeRole active = direction.leaves();
        NodeRole standby = direction.enters();
        NodeFacts activeFacts = nodes.call(active, NodeControl::facts, "reading facts");
        NodeFacts standbyFacts = nodes.call(standby, NodeControl::facts, "reading facts");
        ReplicationInfo activeInfo = nodes.info(active);
        ReplicationInfo standbyInfo = nodes.info(standby);
        Long maxLag = options.maxLagBytes();
        ReplicationStatus status = parts.replication().status();
        List<String> obstacles = Readiness.obstacles(new Readiness.Input(
                status,
                maxLag == null ? parts.cutover().maxLagBytes() : maxLag,
                active,
                activeInfo,
                standbyInfo,
                activeFacts,
                standbyFacts,
                baseline.growth(standbyInfo, status.fullSyncs())));
        if (!obstacles.isEmpty()) {
            throw new RefusedException("NOTREADY", String.join("; ", obstacles));
        }
        return new Attempt.Plan(
                direction,
                options.dryRun(),
                options.dryRun() ? view.epoch() : view.epoch() + 1,
                options.maxPause() == null ? parts.cutover().maxPause() : options.maxPause(),
                activeInfo,
                standbyInfo,
                activeFacts,
                standbyFacts,
                baseline.base());
    }

    private static String needed(Direction direction) {
        return direction == Direction.CUTOVER ? "READY" : "REVERSIBLE";
    }
}

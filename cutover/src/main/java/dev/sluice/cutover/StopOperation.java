package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.Transitions;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.NodeException;
import dev.sluice.cutover.runtime.StepException;

/** Ends the lane and puts the nodes' settings back. What a node does not take now is tried again until it does. */
final class StopOperation {
    private final Parts parts;
    private final Nodes nodes;
    private final PendingWork pending;

    StopOperation(Parts parts, Nodes nodes, PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.pending = pending;
    }

    /** Gives the copy up: the target keeps what it has and is a master again. */
    void run(String reason) {
        pending.clearOrdered();
        endLane();
        attempt("target.promote", () -> nodes.command(NodeRole.TARGET, NodeControl::promote, "REPLICAOF NO ONE"));
        restoreSettings();
        parts.state().rest(CutoverEvent.COPY_STOPPED, reason);
    }

    /**
     * Gives the way back up. The old source goes on being told to follow a port that is closed: it stays a read-only
     * replica, which no client can write to by mistake, until an operator says REPLICAOF NO ONE there.
     */
    void complete() throws RefusedException {
        MigrationState.View view = parts.state().view();
        if (!Transitions.allows(view.state(), view.direction(), CutoverEvent.FINALIZE)) {
            throw new RefusedException("NOTREVERSIBLE", "the state is " + view.state() + ", not REVERSIBLE");
        }
        if (pending.has(CommitOperation.SWITCH)) {
            throw new RefusedException("BUSY", "the sessions are not switched yet");
        }
        // Durable first: a restart in the middle must not take the reverse lane up again.
        parts.state().rest(CutoverEvent.FINALIZE, "the way back is given up; the old source stays read-only");
        pending.clearOrdered();
        endLane();
        restoreSettings();
    }

    /** Puts back what is recorded as changed, for instance by a process that ended before it could. */
    void restoreSettings() {
        for (NodeRole role : NodeRole.values()) {
            attempt(
                    role.word() + ".settings",
                    () -> nodes.command(role, StopOperation::restoreChanged, "putting settings back"));
        }
    }

    /** A node on which nothing was changed need not even be there. */
    private static void restoreChanged(NodeControl node) throws NodeException {
        if (!node.changed().isEmpty()) {
            node.restoreAll();
        }
    }

    private void endLane() {
        attempt(
                "lane.stop",
                () -> parts.waiting()
                        .await(parts.replication().stop(), parts.cutover().undoTimeout(), "ending the lane"));
    }

    private void attempt(String name, PendingWork.Work work) {
        try {
            work.run();
        } catch (StepException e) {
            parts.problems().set(name, e.getMessage());
            pending.addAlone(name, work);
        }
    }
}

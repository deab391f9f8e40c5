package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.runtime.StepException;

/** Turns the lane round after the decision: the old active node follows the new one. May be repeated until it succeeds. */
final class ReverseOperation {
    static final String WORK = "reverse";
    private final Parts parts;
    private final Nodes nodes;
    private final ErrorBaseline baseline;
    private final PendingWork pending;

    ReverseOperation(Parts parts, Nodes nodes, ErrorBaseline baseline, PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.baseline = baseline;
        this.pending = pending;
    }

    /** Right after the release of the clients; what fails is left to the monitor. */
    void now(Attempt attempt) throws StepException {
        try {
            turn(attempt.plan().activeFacts());
        } catch (StepException e) {
            pending.add(WORK, this::again);
            throw e;
        }
    }

    /** After a failure, or a restart. */
    void again() throws StepException {
        if (parts.state().state() == CutoverState.COMMITTED) {
            stayMaster();
            turn(nodes.call(parts.state().view().standby(), NodeControl::facts, "reading facts"));
        }
    }

    /** The decision says who is active: a node that was told otherwise by a late command is told again. */
    private void stayMaster() throws StepException {
        NodeRole active = parts.state().view().active();
        if (nodes.followsSluice(active, nodes.info(active))) {
            nodes.command(active, NodeControl::promote, "REPLICAOF NO ONE");
        }
    }

    private void turn(NodeFacts oldFacts) throws StepException {
        NodeRole old = parts.state().view().standby();
        ReplicationInfo info = nodes.info(old);
        if (!nodes.followsSluice(old, info)) {
            nodes.follow(old);
            parts.note("the " + old.word() + " did not follow any more and was told again");
        }
        // Left in place it would refuse the writes of the rollback, when it is a master again.
        nodes.command(old, NodeControl::acceptWrites, "putting min-replicas-to-write back");
        parts.replication().receiver(old, Receivers.limits(oldFacts));
        parts.waiting()
                .await(parts.replication().commitReverse(), parts.cutover().undoTimeout(), "turning the lane round");
        baseline.attach(info, parts.replication().status().fullSyncs());
        parts.problems().clear(WORK);
        parts.state()
                .rest(
                        CutoverEvent.REVERSE,
                        "the " + old.word() + " follows the "
                                + parts.state().view().active().word());
    }
}

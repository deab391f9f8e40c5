package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Waiting;
import java.util.concurrent.CompletableFuture;

/** Turns the lane round after the decision: the old active node follows the new one. May be repeated until it succeeds. */
final class ReverseOperation {
    static final String WORK = "reverse";
    /** So often an old active node that has forgotten its history is asked again, before it is copied anew. */
    static final int REFUSALS = 3;

    private final Parts parts;
    private final Nodes nodes;
    private final ErrorBaseline baseline;
    private final PendingWork pending;
    private final LinkOperation link;
    private int refusals;

    ReverseOperation(Parts parts, Nodes nodes, ErrorBaseline baseline, PendingWork pending, LinkOperation link) {
        this.parts = parts;
        this.nodes = nodes;
        this.baseline = baseline;
        this.pending = pending;
        this.link = link;
    }

    /**
     * Right after the decision, without waiting: before 7.0 a node whose link breaks while it waits for its answer forgets the
     * history, so it is answered as early as may be. Its limit on replicas needs no haste, a replica does not heed it.
     */
    Begun begin(Attempt attempt) {
        refusals = 0;
        NodeRole old = attempt.active();
        parts.replication().receiver(old, Receivers.limits(attempt.plan().activeFacts()));
        CompletableFuture<Void> turned = parts.replication().commitReverse().toCompletableFuture();
        return new Begun(turned, parts.calls().submit(old, NodeCalls.of(NodeControl::acceptWrites)));
    }

    /** After the release of the clients. */
    void finish(Attempt attempt, Begun begun) throws StepException {
        parts.waiting().await(begun.turned(), parts.cutover().undoTimeout(), "turning the lane round");
        // Left in place it would refuse the writes of a rollback, when the node is a master again.
        boolean unused = parts.waiting()
                .await(begun.accepted(), parts.cutover().undoTimeout(), "putting min-replicas-to-write back");
        turned(attempt.active(), attempt.plan().activeInfo());
    }

    void later() {
        pending.add(WORK, this::again);
    }

    /** After a failure, or a restart. */
    void again() throws StepException {
        if (parts.state().state() == CutoverState.COMMITTED) {
            stayMaster();
            turn();
        }
    }

    /** The decision says who is active: a node that was told otherwise by a late command is told again. */
    private void stayMaster() throws StepException {
        NodeRole active = parts.state().view().active();
        if (nodes.followsSluice(active, nodes.info(active))) {
            nodes.command(active, NodeControl::promote, "REPLICAOF NO ONE");
        }
    }

    private void turn() throws StepException {
        NodeRole old = parts.state().view().standby();
        NodeFacts facts = nodes.call(old, NodeControl::facts, "reading facts");
        ReplicationInfo info = nodes.info(old);
        if (!nodes.followsSluice(old, info)) {
            nodes.follow(old);
            parts.note("the " + old.word() + " did not follow any more and was told again");
        }
        nodes.command(old, NodeControl::acceptWrites, "putting min-replicas-to-write back");
        parts.replication().receiver(old, Receivers.limits(facts));
        CompletableFuture<Void> turned = parts.replication().commitReverse().toCompletableFuture();
        if (!parts.ticker().await(turned, parts.cutover().undoTimeout())) {
            throw Waiting.late(parts.cutover().undoTimeout(), "turning the lane round");
        }
        try {
            Waiting.result(turned, "turning the lane round");
        } catch (StepException e) {
            refused(facts, e);
            return;
        }
        turned(old, info);
    }

    /**
     * The source is never copied over; what to do then is the operator's to say (FINALIZE). The target is a copy, and may be
     * copied again.
     */
    private void refused(NodeFacts facts, StepException why) throws StepException {
        refusals++;
        if (parts.state().view().direction() == Direction.CUTOVER || refusals < REFUSALS) {
            throw why;
        }
        parts.note(why.getMessage() + "; the target is copied again");
        parts.waiting().await(parts.replication().stop(), parts.cutover().undoTimeout(), "ending the lane");
        link.copy(facts, new CompletableFuture<>());
        parts.state().rest(CutoverEvent.COPY_RESTARTED, "the target forgot the history it shared and is copied again");
    }

    private void turned(NodeRole old, ReplicationInfo info) {
        refusals = 0;
        baseline.attach(info, parts.replication().status().fullSyncs());
        parts.problems().clear(WORK);
        parts.state()
                .rest(
                        CutoverEvent.REVERSE,
                        "the " + old.word() + " follows the " + old.other().word());
    }

    /** What was begun and has not been waited for yet. */
    record Begun(CompletableFuture<Void> turned, CompletableFuture<Boolean> accepted) {}
}

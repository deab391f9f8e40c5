package dev.sluice.cutover;

import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.SwitchReport;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.runtime.StepException;

/** The decision, and what follows from it. */
final class CommitOperation {
    private static final String SWITCH = "switch";

    private final Parts parts;
    private final ReverseOperation reverse;
    private final UndoOperation undo;
    private final PendingWork pending;

    CommitOperation(Parts parts, ReverseOperation reverse, UndoOperation undo, PendingWork pending) {
        this.parts = parts;
        this.reverse = reverse;
        this.undo = undo;
        this.pending = pending;
    }

    /** Looks at the fence once more, closes the attempt to aborts, and writes the record that is the decision. */
    void decide(Attempt attempt) throws StepException {
        ReplicationInfo info =
                attempt.call(attempt.active(), NodeControl::replicationInfo, Limit.fence(parts.cutover()), "INFO");
        if (!info.runId().equals(attempt.plan().activeInfo().runId())) {
            throw new StepException("the " + attempt.active().word() + " was restarted: its fence is lost");
        }
        if (!Nodes.followsSluice(info, parts.replication().credentials(attempt.active()))) {
            throw new StepException("the " + attempt.active().word() + " is fenced no longer");
        }
        attempt.check();
        attempt.close();
        String doubt = parts.state().decide(attempt.finalPositionKnown(), attempt.promotedKnown());
        if (doubt != null) {
            attempt.note(doubt);
        }
        parts.state()
                .move(
                        CutoverEvent.COMMIT,
                        "decided: clients go to the " + attempt.standby().word());
    }

    /** Clients first, then the way back. Nothing here can fail the attempt: what does not work now is tried again. */
    void forward(Attempt attempt) {
        if (parts.state().state() == CutoverState.SEALED) {
            // A fault between the record and the state: the record counts.
            parts.state().move(CutoverEvent.COMMIT, "decided, by the journal");
        }
        unfailing(attempt, SWITCH, () -> switchClients(attempt));
        unfailing(attempt, ReverseOperation.WORK, () -> reverse.now(attempt));
    }

    /**
     * Where the switch fails the clients stay held and it is tried again: let go now they would reach the node that was left,
     * which is fenced only as long as nobody restarts it.
     */
    private void switchClients(Attempt attempt) throws StepException {
        try {
            attempt.moved(switchOnce(attempt).moved());
        } catch (StepException e) {
            pending.add(SWITCH, () -> {
                SwitchReport late = switchOnce(attempt);
                parts.note("the sessions are switched: " + late.moved());
                undo.resumeClients(attempt);
            });
            throw e;
        }
        undo.resumeClients(attempt);
    }

    private SwitchReport switchOnce(Attempt attempt) throws StepException {
        return parts.waiting()
                .await(
                        parts.gate().switchTo(attempt.standby(), attempt.plan().epoch()),
                        parts.cutover().sealTimeout(),
                        "switching the sessions");
    }

    private void unfailing(Attempt attempt, String name, Attempt.Phase phase) {
        try {
            attempt.phase(name, phase);
        } catch (StepException e) {
            parts.problems().set(name, e.getMessage());
            attempt.note(name + ": " + e.getMessage());
        }
    }
}

package dev.sluice.cutover;

import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.SwitchReport;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;

/** The decision, and what follows from it. */
final class CommitOperation {
    /** Between two tries to switch the sessions. */
    static final Duration RETRY = Duration.ofMillis(20);

    private final Parts parts;
    private final ReverseOperation reverse;
    private final UndoOperation undo;

    CommitOperation(Parts parts, ReverseOperation reverse, UndoOperation undo) {
        this.parts = parts;
        this.reverse = reverse;
        this.undo = undo;
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
        unfailing(attempt, "switch", () -> switchClients(attempt));
        undo.resumeClients(attempt);
        unfailing(attempt, "reverse", () -> reverse.now(attempt));
    }

    private void switchClients(Attempt attempt) throws StepException {
        long began = parts.ticker().nanos();
        Limit limit = Limit.seal(parts.cutover());
        while (true) {
            try {
                SwitchReport report = parts.waiting()
                        .await(
                                parts.gate()
                                        .switchTo(
                                                attempt.standby(),
                                                attempt.plan().epoch()),
                                limit.atMost(),
                                "switching the sessions");
                attempt.moved(report.moved());
                return;
            } catch (StepException e) {
                if (parts.ticker().nanos() - began > limit.atMost().toNanos()) {
                    throw new StepException(
                            e.getMessage() + "; restart Sluice: it serves from the node that was decided for");
                }
                attempt.note("tried again: " + e.getMessage());
                parts.ticker().pause(RETRY);
            }
        }
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

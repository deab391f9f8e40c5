package dev.sluice.cutover;

import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.SwitchReport;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.runtime.StepException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The decision, and what follows from it. */
final class CommitOperation {
    static final String SWITCH = "switch";
    private static final Logger LOG = LoggerFactory.getLogger(CommitOperation.class);

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
        if (!parts.replication().demotedWaits(attempt.active())) {
            throw new StepException("the " + attempt.active().word()
                    + " no longer waits for its answer: its link broke, and with it the way back");
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
        AtomicReference<ReverseOperation.@Nullable Begun> begun = new AtomicReference<>();
        unfailing(attempt, ReverseOperation.WORK, () -> begun.set(reverse.begin(attempt)), reverse::later);
        unfailing(
                attempt, SWITCH, () -> attempt.phase(SWITCH, () -> switchClients(attempt)), () -> switchLater(attempt));
        ReverseOperation.Begun way = begun.get();
        if (way != null) {
            Attempt.Phase finish = () -> reverse.finish(attempt, way);
            unfailing(
                    attempt, ReverseOperation.WORK, () -> attempt.phase(ReverseOperation.WORK, finish), reverse::later);
        }
    }

    private void switchClients(Attempt attempt) throws StepException {
        attempt.moved(switchOnce(attempt).moved());
        undo.resumeClients(attempt);
    }

    /**
     * Where the switch fails the clients stay held and it is tried again: let go now they would reach the node that was left,
     * which is fenced only as long as nobody restarts it.
     */
    private void switchLater(Attempt attempt) {
        pending.addAlone(SWITCH, () -> {
            SwitchReport late = switchOnce(attempt);
            parts.note("the sessions are switched: " + late.moved());
            undo.resumeClients(attempt);
        });
    }

    private SwitchReport switchOnce(Attempt attempt) throws StepException {
        return parts.waiting()
                .await(
                        parts.gate().switchTo(attempt.standby(), attempt.plan().epoch()),
                        parts.cutover().sealTimeout(),
                        "switching the sessions");
    }

    private void unfailing(Attempt attempt, String name, Attempt.Phase phase, Runnable later) {
        String failure;
        try {
            phase.run();
            return;
        } catch (StepException e) {
            failure = e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("fault after the decision", e);
            failure = "internal fault: " + e;
        }
        parts.problems().set(name, failure);
        attempt.note(name + " is tried again: " + failure);
        later.run();
    }
}

package dev.sluice.cutover;

import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.runtime.StepException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds reads too, promotes the standby, and attaches to it at the final offset, so that every byte from the first write on
 * is kept for the old active node. The last thing before the decision, because it is the dearest to undo.
 */
final class SealOperation {
    private final Parts parts;

    SealOperation(Parts parts) {
        this.parts = parts;
    }

    void run(Attempt attempt) throws StepException {
        attempt.phase("hold-reads", () -> holdReads(attempt));
        attempt.phase("promote", () -> promote(attempt));
        attempt.phase("attach", () -> attach(attempt));
    }

    /** The record is synced while the sessions come to rest. */
    private void holdReads(Attempt attempt) throws StepException {
        CompletableFuture<Void> held = parts.gate().holdReads().toCompletableFuture();
        parts.state().recordFinal(attempt.finalPositionKnown());
        attempt.await(held, Limit.seal(parts.cutover()), "holding reads");
    }

    private void promote(Attempt attempt) throws StepException {
        Limit limit = Limit.seal(parts.cutover());
        StepException unknown = tell(attempt, limit);
        ReplicationInfo info = attempt.call(attempt.standby(), NodeControl::replicationInfo, limit, "INFO");
        if (!"master".equals(info.role())) {
            throw unknown != null
                    ? unknown
                    : new StepException("the " + attempt.standby().word() + " is no master");
        }
        verify(attempt, info);
        attempt.promoted(
                new Position(info.replid(), attempt.finalPositionKnown().offset()));
    }

    /** A lost answer is no failure yet: the node itself tells whether it took effect. */
    private @Nullable StepException tell(Attempt attempt, Limit limit) throws StepException {
        try {
            attempt.command(attempt.standby(), NodeControl::promote, limit, "REPLICAOF NO ONE");
            return null;
        } catch (StepException e) {
            attempt.check();
            return e;
        }
    }

    private static void verify(Attempt attempt, ReplicationInfo info) throws StepException {
        String standby = attempt.standby().word();
        Position last = attempt.finalPositionKnown();
        if (!info.runId().equals(attempt.plan().standbyInfo().runId())) {
            throw new StepException("the " + standby + " was restarted");
        }
        if (!last.replid().equals(info.replid2()) || info.replid2Offset() < last.offset() + 1) {
            throw new StepException(
                    "the promoted " + standby + " does not continue the history through " + last.offset());
        }
        long refused = info.unexpectedErrors() - attempt.plan().errorsBefore();
        if (refused > 0) {
            throw new StepException("the " + standby + " refused " + refused + " commands of the stream");
        }
    }

    private void attach(Attempt attempt) throws StepException {
        Position promoted = attempt.await(
                parts.replication().attachReverse(attempt.standby(), attempt.finalPositionKnown()),
                Limit.seal(parts.cutover()),
                "attaching to the promoted " + attempt.standby().word());
        attempt.promoted(promoted);
        parts.state().move(CutoverEvent.SEAL, "the " + attempt.standby().word() + " is promoted and attached");
    }
}

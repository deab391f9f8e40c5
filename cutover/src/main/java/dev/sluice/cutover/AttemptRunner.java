package dev.sluice.cutover;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.journal.JournalRecord;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.HoldLimits;
import dev.sluice.cutover.port.Replication.Credentials;
import dev.sluice.cutover.runtime.StepException;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of an attempt. Everything up to the decision may fail, and then everything done is undone; after the decision
 * there is only forward.
 */
final class AttemptRunner {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
    /** What the journal names as the fence. */
    static final String FENCE = "reject, demote";

    private final Parts parts;
    private final FenceOperation fence;
    private final SealOperation seal;
    private final CommitOperation commit;
    private final UndoOperation undo;

    AttemptRunner(Parts parts, FenceOperation fence, SealOperation seal, CommitOperation commit, UndoOperation undo) {
        this.parts = parts;
        this.fence = fence;
        this.seal = seal;
        this.commit = commit;
        this.undo = undo;
    }

    /** Runs to the end and never throws: how it ended is in the report. */
    AttemptReport run(Attempt attempt) {
        String failure = null;
        try {
            attempt.phase("prepare", () -> prepare(attempt));
            if (attempt.plan().dryRun()) {
                return rehearse(attempt);
            }
            toTheDecision(attempt);
        } catch (StepException e) {
            failure = e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("fault in an attempt", e);
            failure = "internal fault: " + e;
        }
        if (!decided(attempt)) {
            return aborted(attempt, failure == null ? "not decided" : failure);
        }
        if (failure != null) {
            attempt.note("after the decision: " + failure);
        }
        commit.forward(attempt);
        return attempt.report(null);
    }

    private void prepare(Attempt attempt) throws StepException {
        if (!attempt.plan().dryRun()) {
            Credentials credentials = parts.replication().credentials(attempt.active());
            attempt.command(
                    attempt.active(),
                    node -> node.prepareFence(credentials),
                    Limit.prepare(parts.cutover()),
                    "preparing the fence");
        }
        attempt.await(
                parts.gate().prepare(attempt.standby()), Limit.prepare(parts.cutover()), "preparing every session");
    }

    private void toTheDecision(Attempt attempt) throws StepException {
        Attempt.Plan plan = attempt.plan();
        parts.state()
                .intend(
                        plan.direction(),
                        plan.epoch(),
                        Map.of(
                                attempt.active(), plan.activeInfo().runId(),
                                attempt.standby(), plan.standbyInfo().runId()),
                        FENCE);
        holdAndDrain(attempt);
        fence.run(attempt);
        seal.run(attempt);
        attempt.phase("decide", () -> commit.decide(attempt));
    }

    private void holdAndDrain(Attempt attempt) throws StepException {
        HoldLimits limits =
                new HoldLimits(parts.cutover().holdMaxBytes(), parts.cutover().holdMaxCommands());
        Attempt.Plan plan = attempt.plan();
        parts.state().hold(plan.direction(), plan.epoch(), attempt.kind() + " started");
        attempt.startHold();
        attempt.phase(
                "hold",
                () -> attempt.await(
                        parts.gate().holdWrites(limits),
                        Limit.transactions(parts.cutover()),
                        "waiting for sessions inside MULTI or WATCH"));
        attempt.phase(
                "drain",
                () -> attempt.await(
                        parts.gate().drainWrites(),
                        Limit.drain(parts.cutover()),
                        "waiting for replies to what was sent"));
    }

    private AttemptReport rehearse(Attempt attempt) {
        try {
            holdAndDrain(attempt);
        } catch (StepException e) {
            return aborted(attempt, e.getMessage());
        }
        double held = attempt.heldMs();
        // Reject, demote and look once at the active node, look, promote and look once more at the standby, two links.
        double roundTripMs = Math.max(
                        attempt.plan().activeFacts().roundTrip().toNanos(),
                        attempt.plan().standbyFacts().roundTrip().toNanos())
                / 1e6;
        attempt.note(String.format(
                Locale.ROOT,
                "hold and drain took %.1f ms; fence, catch-up and seal are about 8 round trips of %.1f ms: expect about %.0f ms",
                held,
                roundTripMs,
                held + 8 * roundTripMs));
        release(attempt, "rehearsal over");
        return attempt.report(null);
    }

    private AttemptReport aborted(Attempt attempt, String reason) {
        attempt.requestAbort(reason);
        if (attempt.touched()) {
            undo.afterAttempt(attempt, reason);
        } else {
            release(attempt, "aborted: " + reason);
        }
        return attempt.report(reason);
    }

    /** Lets the clients go on where they were: nothing had been changed at a node. */
    private void release(Attempt attempt, String reason) {
        parts.gate().discardPrepared();
        if (attempt.held()) {
            undo.resumeClients(attempt);
        }
        if (parts.state().state() == CutoverState.HELD) {
            parts.state().rest(CutoverEvent.RELEASED, reason);
        } else {
            parts.note(reason);
            parts.state().writeRest();
        }
    }

    /** By the record, because it is what a restart would obey. */
    private boolean decided(Attempt attempt) {
        JournalRecord record = parts.state().record();
        return !attempt.plan().dryRun()
                && record.state() == CutoverState.COMMITTED
                && record.epoch() == attempt.plan().epoch();
    }
}

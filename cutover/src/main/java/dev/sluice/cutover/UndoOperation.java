package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.journal.JournalRecord;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.port.Gate.PauseReport;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what an undecided attempt changed, in the order of {@link dev.sluice.cutover.machine.UndoStep}. Every step looks
 * at the node first or is without effect where nothing is to do, so it may be repeated, and a restarted Sluice runs the same
 * code. At worst it costs a new full copy of the standby; nothing is ever lost at the active node.
 */
final class UndoOperation {
    static final String WORK = "undo";
    private static final String RELEASE = "release";
    static final Duration RETRY = Duration.ofMillis(50);
    /** A standby that does not answer must not keep the active node fenced. */
    static final Duration STANDBY_LIMIT = Duration.ofSeconds(1);
    /** Releasing the sessions is no more than a message to each event loop. */
    static final Duration RESUME_LIMIT = Duration.ofSeconds(5);

    private final Parts parts;
    private final Nodes nodes;
    private final PendingWork pending;

    UndoOperation(Parts parts, Nodes nodes, PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.pending = pending;
    }

    /** Undoes, and lets the clients go on as soon as the active node accepts writes again. */
    void afterAttempt(Attempt attempt, String reason) {
        Plan plan = new Plan(
                attempt.active(),
                attempt.finalPosition(),
                FenceOperation.leaks(attempt.plan().activeFacts().version()),
                "aborted: " + reason);
        boolean done = tryFor(plan);
        parts.gate().discardPrepared();
        resumeClients(attempt);
        if (done) {
            finish(plan);
        } else {
            attempt.note("not all could be undone yet: tried again until it can");
            pending.add(WORK, () -> once(plan, true));
        }
    }

    /** What is left to undo of an attempt that an earlier process began: clients are held until it is done. */
    void afterRestart(JournalRecord record) throws StepException {
        Direction direction = record.direction();
        String version = record.versions().getOrDefault(direction.leaves(), "");
        Plan plan = new Plan(
                direction.leaves(),
                record.finalPosition(),
                FenceOperation.leaks(version),
                direction.word() + " of epoch " + record.epoch() + " undone after a restart");
        boolean done = tryFor(plan);
        // Either the node accepts writes again, or it cannot be helped now and clients see what it says itself.
        waitForRelease(null);
        if (!done) {
            throw new StepException("the attempt that was cut off could not be undone yet");
        }
        finish(plan);
    }

    private boolean tryFor(Plan plan) {
        long began = parts.ticker().nanos();
        while (true) {
            try {
                once(plan, false);
                return true;
            } catch (StepException e) {
                parts.problems().set(WORK, e.getMessage());
                if (parts.ticker().nanos() - began
                        > parts.cutover().undoTimeout().toNanos()) {
                    return false;
                }
                parts.ticker().pause(RETRY);
            }
        }
    }

    private void once(Plan plan, boolean finish) throws StepException {
        NodeRole active = plan.active();
        ReplicationInfo standby = plan.finalPosition() == null ? null : look(active.other());
        // Called before anyone is told to follow: the standby asks at once, and is answered only at exactly this
        // position.
        CompletableFuture<Void> restored = parts.replication()
                .restore(promotedTo(standby, plan.finalPosition()))
                .toCompletableFuture();
        if (standby != null && "master".equals(standby.role())) {
            demoteStandby(active.other());
        }
        nodes.command(active, NodeControl::promote, "REPLICAOF NO ONE");
        awaitLane(restored);
        nodes.command(active, NodeControl::acceptWrites, "putting min-replicas-to-write back");
        if (plan.unpause()) {
            nodes.command(active, NodeControl::unpauseWrites, "CLIENT UNPAUSE");
        }
        if (finish) {
            finish(plan);
        }
    }

    private @Nullable ReplicationInfo look(NodeRole standby) {
        try {
            return standby().info(standby);
        } catch (StepException e) {
            parts.note(e.getMessage() + "; it is looked at again later, and may need a full copy");
            return null;
        }
    }

    /** The history of the standby where it was promoted: the only one, but the lane's own, that it may come back with. */
    private static @Nullable Position promotedTo(@Nullable ReplicationInfo standby, @Nullable Position last) {
        if (standby == null || last == null) {
            return null;
        }
        boolean ours = "master".equals(standby.role()) && last.replid().equals(standby.replid2());
        return ours ? new Position(standby.replid(), last.offset()) : null;
    }

    private void demoteStandby(NodeRole standby) {
        try {
            standby().follow(standby);
        } catch (StepException e) {
            // The monitor tells it again as soon as it answers; nobody writes to it through Sluice.
            parts.note(e.getMessage() + "; it is told again later");
        }
    }

    /** Writers let in earlier could outrun the backlog; but a lane that does not come back must not keep them out for ever. */
    private void awaitLane(CompletableFuture<Void> restored) {
        try {
            parts.waiting().await(restored, laneLimit(), "the lane's return");
        } catch (StepException e) {
            parts.note(e.getMessage() + "; the standby may need a full copy");
        }
    }

    /** Clients wait meanwhile: a full copy of the standby is dearer than that, but not dearer than the pause promised twice. */
    private Duration laneLimit() {
        Duration undo = parts.cutover().undoTimeout();
        Duration pause = parts.cutover().maxPause();
        return pause.compareTo(undo) < 0 ? pause : undo;
    }

    private void finish(Plan plan) {
        parts.problems().clear(WORK);
        parts.state().rest(CutoverEvent.UNDONE, plan.reason());
    }

    /** Releases the clients, and notes what they waited. */
    void resumeClients(Attempt attempt) {
        waitForRelease(attempt);
    }

    private void waitForRelease(@Nullable Attempt attempt) {
        try {
            PauseReport report = release();
            if (attempt != null) {
                attempt.released(report);
            }
        } catch (StepException e) {
            parts.problems().set(RELEASE, e.getMessage());
            pending.addAlone(RELEASE, this::release);
        }
    }

    private PauseReport release() throws StepException {
        return parts.waiting().await(parts.gate().resume(), RESUME_LIMIT, "releasing the sessions");
    }

    private Nodes standby() {
        return new Nodes(parts, STANDBY_LIMIT);
    }

    /** @param finalPosition null when it was not reached, and then nothing was promoted */
    private record Plan(NodeRole active, @Nullable Position finalPosition, boolean unpause, String reason) {}
}

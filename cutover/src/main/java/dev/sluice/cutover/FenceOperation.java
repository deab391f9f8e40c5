package dev.sluice.cutover;

import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.port.Replication.Credentials;
import dev.sluice.cutover.preflight.Version;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the active node itself refuse writes, from anyone, and learns its final offset: <em>reject</em>, catch up, then
 * <em>demote</em>. The order matters before 7.0, where a server that is demoted first drops its replicas with what was not
 * sent yet; it is right on every version.
 */
final class FenceOperation {
    /** How long writers are paused where min-replicas-to-write alone leaks. Ends by itself, should Sluice die meanwhile. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final Parts parts;
    private final CatchUpOperation catchUp;

    FenceOperation(Parts parts, CatchUpOperation catchUp) {
        this.parts = parts;
        this.catchUp = catchUp;
    }

    void run(Attempt attempt) throws StepException {
        long[] rejectedAt = new long[1];
        attempt.phase("fence", () -> rejectedAt[0] = reject(attempt));
        attempt.phase("catch-up", () -> catchUp.through(attempt, rejectedAt[0]));
        attempt.phase("demote", () -> demote(attempt, rejectedAt[0]));
        attempt.phase("final-catch-up", () -> lastBytes(attempt));
    }

    private long reject(Attempt attempt) throws StepException {
        Limit limit = Limit.fence(parts.cutover());
        attempt.touch();
        long offset = attempt.call(attempt.active(), NodeControl::rejectWrites, limit, "refusing writes");
        if (leaks(attempt.plan().activeFacts().version())) {
            attempt.command(attempt.active(), node -> node.pauseWrites(PAUSE), limit, "CLIENT PAUSE");
        }
        parts.state().move(CutoverEvent.FENCE, "the " + attempt.active().word() + " refuses writes");
        return offset;
    }

    private void demote(Attempt attempt, long rejectedAt) throws StepException {
        Limit limit = Limit.fence(parts.cutover());
        Credentials credentials = parts.replication().credentials(attempt.active());
        // Awaited before the node is told, because it may ask before its answer to REPLICAOF is read.
        CompletableFuture<Position> asked =
                parts.replication().awaitDemoted(attempt.active()).toCompletableFuture();
        follow(attempt, credentials, limit);
        Position last = attempt.await(
                asked, limit, "the final offset of the " + attempt.active().word());
        String history = attempt.plan().activeInfo().replid();
        if (!last.replid().equals(history)) {
            throw new StepException("the " + attempt.active().word() + " states another history than the one followed");
        }
        if (last.offset() < rejectedAt) {
            throw new StepException("the " + attempt.active().word() + " states the final offset " + last.offset()
                    + ", before " + rejectedAt + ", where it already was");
        }
        attempt.finalPosition(last);
        unpause(attempt, limit);
    }

    /** Where the answer to REPLICAOF is lost the node itself tells whether it took effect. */
    private void follow(Attempt attempt, Credentials credentials, Limit limit) throws StepException {
        try {
            attempt.command(attempt.active(), node -> node.follow(credentials), limit, "REPLICAOF");
        } catch (StepException e) {
            attempt.check();
            ReplicationInfo info = attempt.call(attempt.active(), NodeControl::replicationInfo, limit, "INFO");
            if (!Nodes.followsSluice(info, credentials)) {
                throw e;
            }
            attempt.note(e.getMessage() + "; it follows nevertheless");
        }
    }

    private void unpause(Attempt attempt, Limit limit) throws StepException {
        if (leaks(attempt.plan().activeFacts().version())) {
            attempt.command(attempt.active(), NodeControl::unpauseWrites, limit, "CLIENT UNPAUSE");
        }
    }

    private void lastBytes(Attempt attempt) throws StepException {
        catchUp.through(attempt, attempt.finalPositionKnown().offset());
        parts.state()
                .move(
                        CutoverEvent.CATCH_UP,
                        "the " + attempt.standby().word() + " applied through "
                                + attempt.finalPositionKnown().offset());
    }

    /** Before 7.0 scripts write under min-replicas-to-write (6.2.0 to 6.2.6), and PUBLISH moves the offset. */
    static boolean leaks(String version) {
        return !Version.parse(version).atLeast(7, 0);
    }
}

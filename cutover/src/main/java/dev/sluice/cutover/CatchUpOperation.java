package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;

/**
 * Waits until the standby has <em>applied</em> through an offset, by its own word: INFO on the control connection. (A GETACK
 * put into the stream would shift every offset, and acknowledgements come only once a second.)
 */
final class CatchUpOperation {
    /** Between two questions. */
    static final Duration POLL = Duration.ofMillis(1);

    private final Parts parts;

    CatchUpOperation(Parts parts) {
        this.parts = parts;
    }

    void through(Attempt attempt, long offset) throws StepException {
        NodeRole standby = attempt.standby();
        Limit limit = Limit.catchUp(parts.cutover());
        long began = parts.ticker().nanos();
        while (true) {
            ReplicationInfo info = attempt.call(standby, NodeControl::replicationInfo, limit, "INFO");
            sameReplica(attempt, info);
            parts.replication().observeApplied(standby, info.appliedOffset());
            // Not equality: an expiry at the active node may move its offset under any fence.
            if (info.appliedOffset() >= offset) {
                return;
            }
            if (parts.ticker().nanos() - began > limit.atMost().toNanos()) {
                throw limit.exceeded(
                        "the " + standby.word() + " applied " + info.appliedOffset() + " of " + offset + ", which");
            }
            parts.ticker().pause(POLL);
            attempt.check();
        }
    }

    /** An offset alone identifies nothing: it counts in the history that is followed, at the process that was checked. */
    private static void sameReplica(Attempt attempt, ReplicationInfo info) throws StepException {
        String standby = attempt.standby().word();
        if (!info.runId().equals(attempt.plan().standbyInfo().runId())) {
            throw new StepException("the " + standby + " was restarted");
        }
        if (!"slave".equals(info.role())) {
            throw new StepException("the " + standby + " is no replica any more");
        }
        if (!info.replid().equals(attempt.plan().activeInfo().replid())) {
            throw new StepException("the " + standby + " follows another history");
        }
    }
}

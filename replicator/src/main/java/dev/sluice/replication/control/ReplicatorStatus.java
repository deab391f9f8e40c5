package dev.sluice.replication.control;

import dev.sluice.config.NodeRole;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The copy from {@code from} to {@code to} at one moment. Offsets are those of {@code from}; -1 where not known yet.
 *
 * @param replid the history that the spool is in now
 * @param captured last offset received from {@code from} and written to the spool
 * @param sent last offset passed on to {@code to}
 * @param applied last offset that {@code to} has applied, by its own word
 * @param lagBytes {@code captured} less {@code applied}; what a down link hides is not in it, see {@code captureUp}
 * @param lagTime age of the oldest captured byte that is not applied
 * @param snapshotBytes bytes of the snapshot received, {@code snapshotTotal} their number or -1 while it is not known,
 *     {@code snapshotSent} those passed on
 * @param fullSyncs full copies that {@code to} was given on this lane, {@code partialSyncs} partial resyncs
 * @param captureUp whether {@code from} has granted a resync on the present connection
 * @param applyUp whether {@code to} is connected and was answered
 * @param problem why the lane stopped or cannot go on; null while all is well
 * @param lossy why {@code to} can no longer become exactly equal; null while it can
 */
public record ReplicatorStatus(
        Phase phase,
        @Nullable NodeRole from,
        @Nullable NodeRole to,
        @Nullable String replid,
        long captured,
        long sent,
        long applied,
        long lagBytes,
        Duration lagTime,
        long snapshotBytes,
        long snapshotTotal,
        long snapshotSent,
        long spoolBytes,
        long spoolMaxBytes,
        long fullSyncs,
        long partialSyncs,
        boolean captureUp,
        boolean applyUp,
        @Nullable String problem,
        @Nullable String lossy) {

    /** Nothing is copied. */
    static ReplicatorStatus off(long spoolMaxBytes, @Nullable String problem) {
        return new ReplicatorStatus(
                Phase.OFF,
                null,
                null,
                null,
                -1,
                -1,
                -1,
                -1,
                Duration.ZERO,
                -1,
                -1,
                -1,
                0,
                spoolMaxBytes,
                0,
                0,
                false,
                false,
                problem,
                null);
    }
}

package dev.sluice.cutover.port;

import dev.sluice.config.NodeRole;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The replication between the active node ({@code from}) and the standby ({@code to}), at one moment. Offsets are those of
 * {@code from}; -1 where not known yet.
 *
 * @param phase where the lane is
 * @param captured last stream offset received from {@code from} and spooled
 * @param sent last stream offset passed on to {@code to}
 * @param applied last stream offset that {@code to} has applied, by its own word
 * @param lagTime age of the oldest byte not yet applied
 * @param snapshotBytes bytes of the snapshot received, {@code snapshotTotal} their number or -1 while it is not known,
 *     {@code snapshotSent} those passed on
 * @param problem why the lane stopped or cannot go on, in words for the operator; null while all is well
 * @param lossy why the standby can no longer become exactly equal (a command it does not know); null while it can
 */
public record ReplicationStatus(
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

    /** Where the lane is. */
    public enum Phase {
        /** No lane. */
        OFF,
        /** Shaking hands with the node to capture from, waiting for its snapshot. */
        CONNECTING,
        /** The snapshot is on its way, or the standby loads it. */
        SNAPSHOT,
        /** The standby applies the stream. */
        STREAMING,
        /** Stopped for {@code problem}; nothing restarts by itself. */
        FAILED
    }
}

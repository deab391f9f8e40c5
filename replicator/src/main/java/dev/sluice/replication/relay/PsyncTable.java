package dev.sluice.replication.relay;

import dev.sluice.replication.position.History;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a node's PSYNC is answered with. A partial resync is given only for an id of the spooled history within that id's end,
 * and, after an abort, to the standby that was promoted at exactly one position. Anything else costs the standby a full copy;
 * a node that was demoted gets none: it would empty itself. Pure functions.
 */
public final class PsyncTable {
    private PsyncTable() {}

    /** What becomes of a request. */
    public enum Answer {
        /** {@code +CONTINUE}. */
        PARTIAL,
        /** {@code +FULLRESYNC} with the snapshot that is here, or arrives. */
        FULL,
        /** Kept waiting: for a snapshot, or because the node is ahead of a spool that is still filling. */
        WAIT,
        /** Below the spool: the captured node is asked from the requested position on. */
        REWIND,
        /** The captured node is asked for a new full copy. */
        RECAPTURE,
        /**
         * Kept waiting until something changes, and the operator is told. Not closed: a server before 7.0 whose PSYNC is
         * closed without an answer throws away its backlog and its own position, and asks again without a pause.
         */
        SILENCE
    }

    /**
     * The lane that is asked.
     *
     * @param history null while it is not known what the spool will hold
     * @param first offset of the first byte spooled
     * @param last offset of the last byte spooled
     * @param captureUp whether the captured node has granted a resync on the present connection
     * @param snapshot whether a snapshot joins the stream
     * @param refill whether the node may be given a full copy
     * @param accepted the promotion position to accept in spite of its id, null for none
     */
    public record LaneView(
            @Nullable History history,
            long first,
            long last,
            boolean captureUp,
            boolean snapshot,
            boolean refill,
            @Nullable Position accepted) {}

    /** Decides. */
    public static Answer decide(PsyncRequest request, LaneView lane) {
        History history = lane.history();
        Position at = request.position();
        if (history == null) {
            return lane.refill() ? Answer.WAIT : Answer.SILENCE;
        }
        if (at != null && at.equals(lane.accepted()) && request.next() == at.offset() + 1) {
            return lane.captureUp() ? within(request, lane) : Answer.WAIT;
        }
        if (at != null && history.contains(at)) {
            return within(request, lane);
        }
        if (!lane.refill()) {
            return Answer.SILENCE;
        }
        return lane.snapshot() ? Answer.FULL : Answer.RECAPTURE;
    }

    private static Answer within(PsyncRequest request, LaneView lane) {
        if (request.next() < lane.first()) {
            // With a snapshot at hand the spool begins there: what lies below is older than any of it.
            return lane.snapshot() && lane.refill() ? Answer.FULL : Answer.REWIND;
        }
        return request.next() <= lane.last() + 1 ? Answer.PARTIAL : Answer.WAIT;
    }
}

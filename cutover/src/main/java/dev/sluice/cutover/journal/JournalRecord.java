package dev.sluice.cutover.journal;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.machine.UndoStep;
import dev.sluice.cutover.port.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a restarted Sluice decides on.
 *
 * @param format of this record; another one is refused
 * @param epoch number of the newest attempt; grows by one with each
 * @param active the node that serves clients
 * @param fence how the active node is kept from accepting writes: {@code none}, or the steps in their order
 * @param undo what has to be put back when the attempt is not decided; empty outside of one
 * @param runIds of the nodes when the record was written
 * @param versions of the nodes, as announced to the other
 * @param finalPosition last position of the node that was left; null until it is known
 * @param promoted history of the standby after its promotion, at the final offset; null until it is known
 * @param reason why this state was entered
 * @param at when, in ISO-8601, for people: nothing decides on it
 */
public record JournalRecord(
        int format,
        long epoch,
        CutoverState state,
        Direction direction,
        NodeRole active,
        String fence,
        List<UndoStep> undo,
        Map<NodeRole, String> runIds,
        Map<NodeRole, String> versions,
        @Nullable Position finalPosition,
        @Nullable Position promoted,
        PairIdentity pair,
        String reason,
        String at) {
    /** The only format so far. */
    public static final int FORMAT = 1;

    /** {@link #fence} while there is none. */
    public static final String NO_FENCE = "none";

    public JournalRecord {
        undo = List.copyOf(undo);
        runIds = Map.copyOf(runIds);
        versions = Map.copyOf(versions);
    }

    /** The record of a directory in which nothing has happened yet. */
    public static JournalRecord initial(PairIdentity pair, String at) {
        return new JournalRecord(
                FORMAT,
                0,
                CutoverState.IDLE,
                Direction.CUTOVER,
                NodeRole.SOURCE,
                NO_FENCE,
                List.of(),
                Map.of(),
                Map.of(),
                null,
                null,
                pair,
                "new state directory",
                at);
    }

    /** The same migration at rest in another state: no attempt, no fence, nothing to undo. */
    public JournalRecord atRest(CutoverState next, NodeRole nowActive, String why, String when) {
        return new JournalRecord(
                FORMAT,
                epoch,
                next,
                direction,
                nowActive,
                NO_FENCE,
                List.of(),
                runIds,
                versions,
                finalPosition,
                promoted,
                pair,
                why,
                when);
    }

    /** The intent of an attempt: written before anything is held or changed. */
    public JournalRecord intent(
            Direction way, long attemptEpoch, Map<NodeRole, String> ids, String plannedFence, String when) {
        return new JournalRecord(
                FORMAT,
                attemptEpoch,
                CutoverState.HELD,
                way,
                way.leaves(),
                plannedFence,
                List.of(UndoStep.values()),
                ids,
                versions,
                null,
                null,
                pair,
                way.word() + " attempt",
                when);
    }

    /** The same attempt, further on. */
    public JournalRecord reached(
            CutoverState next, @Nullable Position finalAt, @Nullable Position promotedTo, String why, String when) {
        return new JournalRecord(
                FORMAT,
                epoch,
                next,
                direction,
                active,
                fence,
                undo,
                runIds,
                versions,
                finalAt,
                promotedTo,
                pair,
                why,
                when);
    }

    /** The decision: the standby is the active node from now on and nothing is to be undone any more. */
    public JournalRecord committed(Position finalAt, Position promotedTo, String when) {
        return new JournalRecord(
                FORMAT,
                epoch,
                CutoverState.COMMITTED,
                direction,
                direction.enters(),
                fence,
                List.of(),
                runIds,
                versions,
                finalAt,
                promotedTo,
                pair,
                direction.word() + " decided",
                when);
    }

    /** The same record with the identities of the nodes. */
    public JournalRecord withNodes(Map<NodeRole, String> ids, Map<NodeRole, String> nodeVersions) {
        return new JournalRecord(
                FORMAT,
                epoch,
                state,
                direction,
                active,
                fence,
                undo,
                ids,
                nodeVersions,
                finalPosition,
                promoted,
                pair,
                reason,
                at);
    }
}

package dev.sluice.cutover.machine;

/** What can happen to a migration. {@link Transitions} says where each leads. */
public enum CutoverEvent {
    /** The copy was asked for, and preflight passed. */
    COPY_STARTED,
    /** The snapshot is applied and the stream flows. */
    STREAM_FLOWS,
    /** The standby has to be copied from the beginning again. */
    COPY_RESTARTED,
    /** The lag has been low for long enough and nothing stands in the way. */
    BECAME_READY,
    /** The lag grew, the lane broke, or a node is no longer fit. */
    LOST_READY,
    /** The operator gave the copy up. */
    COPY_STOPPED,
    /** An attempt starts to hold the writes of clients. */
    HOLD,
    /** The hold ended and nothing had been changed at the nodes: a dry run, or an early failure. */
    RELEASED,
    /** The active node refuses writes. */
    FENCE,
    /** The standby applied through the final offset. */
    CATCH_UP,
    /** Reads are held, the standby is promoted, the way back is attached. */
    SEAL,
    /** The decision is durable. */
    COMMIT,
    /** The old active node follows the new one. */
    REVERSE,
    /** Everything that an attempt changed at the nodes is put back. */
    UNDONE,
    /** The operator gave the way back up. */
    FINALIZE
}

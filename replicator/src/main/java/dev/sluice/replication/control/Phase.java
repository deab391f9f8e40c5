package dev.sluice.replication.control;

/** Where a lane is. */
public enum Phase {
    /** No lane. */
    OFF,
    /** Shaking hands with the node to capture from, waiting for its snapshot or for the receiver. */
    CONNECTING,
    /** The snapshot is on its way, or the receiver loads it. */
    SNAPSHOT,
    /** The receiver applies the stream. */
    STREAMING,
    /** Stopped for a reason that status tells; nothing restarts by itself. */
    FAILED
}

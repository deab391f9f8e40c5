package dev.sluice.replication.relay;

/** Who is told what an answered link does. Called on the event loop. */
interface LinkObserver {
    /** {@code REPLCONF ACK}: the node has applied everything through this offset. */
    void onAck(long offset);

    /** The channel takes bytes again. */
    void onWritable();

    /** A second has passed. */
    void onTick();

    void onClosed(String reason);
}

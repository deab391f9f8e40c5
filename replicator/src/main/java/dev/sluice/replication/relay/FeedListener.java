package dev.sluice.replication.relay;

import java.io.IOException;

/** What becomes of a feed. Called on the event loop; nothing is told after {@link #onFeedClosed}. */
public interface FeedListener {
    /** The whole snapshot is on its way; the node loads it and then acknowledges. */
    void onSnapshotSent();

    /** The node has applied the stream through this offset, by its own word. */
    void onApplied(long offset);

    /** The next command of the stream may not be passed on: everything before it was. */
    void onRefused(String reason, long offset);

    /** The spool cannot be read. */
    void onFeedFailed(IOException failure);

    /** The connection has ended. */
    void onFeedClosed(String reason);
}

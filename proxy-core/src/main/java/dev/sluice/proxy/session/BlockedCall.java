package dev.sluice.proxy.session;

import java.util.List;

/**
 * A blocking command to be ended at its node without a result.
 *
 * @param nodeId what the node calls the connection
 * @param db the database that its keys are in
 * @param streams of which it is to be known what their last id was at that very moment
 */
public record BlockedCall(long nodeId, int db, List<byte[]> streams) {

    /**
     * What came of it.
     *
     * @param ended whether the connection was blocked, and was let go. False when it had got a result just before, and when
     *     the command had not reached the node yet
     * @param lastIds of the streams that were asked about, in that order, {@code 0-0} of one that does not exist
     */
    public record Outcome(boolean ended, List<String> lastIds) {}
}

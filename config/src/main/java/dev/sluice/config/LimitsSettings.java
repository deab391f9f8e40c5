package dev.sluice.config;

import java.time.Duration;

/**
 * Limits of the data path.
 *
 * @param maxClients client connections at a time; one more is answered with the server's own error and closed
 * @param maxBulkBytes largest bulk string (the servers' proto-max-bulk-len)
 * @param maxElements largest aggregate of a request
 * @param maxInlineBytes longest inline command
 * @param maxDepth deepest nesting
 * @param streamThresholdBytes a frame larger than this is passed on in parts instead of being held whole
 * @param clientBufferBytes bytes buffered towards one client before Sluice stops reading its lane
 * @param idleTimeout a client silent for so long is closed; zero never
 * @param drainTimeout how long a graceful shutdown waits for outstanding replies
 * @param eventLoops number of event loops; 0 for one a processor
 * @param slowClientBufferBytes bytes that wait for one client whose replies come over a shared lane before that lane waits for
 *     the client; at least {@code clientBufferBytes}
 * @param slowClientTimeout how long a shared lane waits for a client that does not read, while others wait behind it, before
 *     that client is closed
 * @param bufferedBytes bytes buffered for all clients together; over it, a client that is over its {@code clientBufferBytes} on
 *     a shared lane is closed
 * @param largeReplyBytes a session that got a larger reply over a shared lane gets a lane of its own for a while
 * @param sharedOutstanding commands of one session without a reply on a shared lane; the client is not read until there are
 *     fewer
 * @param carried what is remembered of sessions for the other node
 */
public record LimitsSettings(
        int maxClients,
        long maxBulkBytes,
        int maxElements,
        int maxInlineBytes,
        int maxDepth,
        int streamThresholdBytes,
        int clientBufferBytes,
        Duration idleTimeout,
        Duration drainTimeout,
        int eventLoops,
        int slowClientBufferBytes,
        Duration slowClientTimeout,
        long bufferedBytes,
        int largeReplyBytes,
        int sharedOutstanding,
        CarriedLimits carried) {}

package dev.sluice.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The copy and the port at which the nodes reach Sluice as their master.
 *
 * @param listen where the replication port listens while a migration runs
 * @param announceHost the IP address told to the nodes; null for Sluice's local address towards that node
 * @param announcePort the port told to the nodes; 0 for the port listened on
 * @param tls certificate for nodes that dial with {@code tls-replication yes}; null refuses TLS there
 * @param spoolMaxBytes cap of everything spooled on disk; a full spool stops the copy
 * @param spoolSegmentBytes size of one segment file
 * @param spoolRetainBytes how much below the acknowledged offset is kept for a node that goes back
 * @param ackInterval between acknowledgements to the node that is captured from
 * @param reconnectDelay pause between attempts to reach a node again
 * @param linkTimeout a replication link silent for so long is closed and dialled again (repl-timeout of the servers)
 * @param acceptTargetData whether a target that holds data may be replaced by the copy
 */
public record ReplicationSettings(
        Endpoint listen,
        @Nullable String announceHost,
        int announcePort,
        @Nullable TlsSettings tls,
        long spoolMaxBytes,
        long spoolSegmentBytes,
        long spoolRetainBytes,
        Duration ackInterval,
        Duration reconnectDelay,
        Duration linkTimeout,
        boolean acceptTargetData) {}

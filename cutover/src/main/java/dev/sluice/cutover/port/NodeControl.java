package dev.sluice.cutover.port;

import dev.sluice.config.NodeRole;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control connection to one node. Methods block the calling thread up to the node's command timeout and throw
 * {@link NodeException} with the server's own words. Every change is recorded and fsynced before it is made, so that it can be
 * put back, also by a later process.
 */
public interface NodeControl {
    NodeRole role();

    /** Everything preflight and the coordinator decide on, read afresh. */
    NodeFacts facts() throws NodeException;

    /** Role, run id, history and offsets: one INFO, for polling (a few milliseconds apart during a cutover). */
    ReplicationInfo replicationInfo() throws NodeException;

    /** Sets a parameter for as long as the migration lasts; the value it had is recorded first. */
    void setTemporarily(String parameter, String value) throws NodeException;

    /** Puts one parameter back to the value it had. Without effect when nothing is recorded. */
    void restore(String parameter) throws NodeException;

    /** Puts everything back that is recorded for this node. */
    void restoreAll() throws NodeException;

    /** Parameters recorded as changed on this node, with the values that they had (never a secret: those read {@code ***}). */
    Map<String, String> changed();

    /**
     * Does ahead, while nothing is held yet, what {@link #rejectWrites} and {@link #follow} would need the disk for: records
     * what they change, and sets the credentials. Nothing that clients notice.
     */
    void prepareFence(Replication.Credentials credentials) throws NodeException;

    /**
     * Refuses every write at the node, from anyone: min-replicas-to-write beyond reach, in one transaction with what it needs.
     *
     * @return the node's replication offset right after
     */
    long rejectWrites() throws NodeException;

    /** Takes {@link #rejectWrites} back, also that of an earlier process. Without effect when writes are accepted. */
    void acceptWrites() throws NodeException;

    /** {@code CLIENT PAUSE ms WRITE}, and {@code CLIENT UNPAUSE}, which is without effect when nothing is paused. */
    void pauseWrites(Duration duration) throws NodeException;

    void unpauseWrites() throws NodeException;

    /** {@code REPLICAOF}: follow Sluice with these credentials. On the active node this is the demotion. */
    void follow(Replication.Credentials credentials) throws NodeException;

    /** {@code REPLICAOF NO ONE}. Without effect at a master. */
    void promote() throws NodeException;

    /**
     * @param role {@code master} or {@code slave}, the server's word
     * @param offset {@code master_repl_offset}
     * @param appliedOffset {@code slave_repl_offset} of a replica, otherwise {@code offset}
     * @param replid2 the history before the last promotion, {@code replid2Offset} its first offset no longer in it
     * @param masterHost whom a replica follows; null for a master
     * @param unexpectedErrors {@code unexpected_error_replies}: commands a replica's master sent that it refused
     */
    record ReplicationInfo(
            String role,
            String runId,
            String replid,
            long offset,
            long appliedOffset,
            @Nullable String replid2,
            long replid2Offset,
            @Nullable String masterHost,
            int masterPort,
            boolean masterLinkUp,
            boolean loading,
            long unexpectedErrors) {}

    /** What a node answered, or why it could not be asked. */
    final class NodeException extends Exception {
        private static final long serialVersionUID = 1L;

        public NodeException(String message) {
            super(message);
        }

        public NodeException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

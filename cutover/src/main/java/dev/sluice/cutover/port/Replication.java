package dev.sluice.cutover.port;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.Secret;
import java.util.concurrent.CompletionStage;

/**
 * The replication lane between the two nodes: Sluice is a replica of {@code from} and the master of {@code to}. Methods may be
 * called from any thread and return at once; stages fail with a {@link ReplicationException} in words for the operator and
 * never time out by themselves.
 */
public interface Replication {
    /**
     * Opens the replication port and starts capturing from {@code from}: resumed from the spool when that is possible,
     * otherwise with a full copy. Completes when it is known what the snapshot is ({@link Snapshot}), before any node is told
     * to follow Sluice: a format the other node cannot read is refused then.
     *
     * @param announceVersion the version that Sluice announces as its own: that of {@code to}, because the RDB format follows it
     */
    CompletionStage<Snapshot> start(NodeRole from, String announceVersion);

    /**
     * What a node needs to replicate from Sluice: where, and its own credentials. Valid from the completion of {@link #start}
     * or {@link #resume} to {@link #stop}; outside of that it throws {@link IllegalStateException}.
     */
    Credentials credentials(NodeRole node);

    /**
     * Where the node would reach the replication port, known before anything is started: an IP address, where there is one.
     * Throws {@link java.io.UncheckedIOException} where no address towards the node is known.
     */
    Endpoint announced(NodeRole node);

    ReplicationStatus status();

    /**
     * The commands that the node behind the lane's end knows, and its number of databases: what it does not know stops the
     * lane before it is passed on, named in {@link ReplicationStatus#lossy()}. Told before that node is told to follow, and
     * again soon after {@link #resume}; until it is told nothing can be checked.
     */
    void receiver(NodeRole node, ReceiverLimits limits);

    /** Tells the applied offset when the coordinator has just read it from the node itself, fresher than its ACKs. */
    void observeApplied(NodeRole node, long offset);

    /**
     * Awaits the PSYNC of the node that was just told to replicate from Sluice while it is still the one captured from. The
     * answer is withheld (kept alive), and the position it states is its final one.
     */
    CompletionStage<Position> awaitDemoted(NodeRole node);

    /**
     * Whether the node whose PSYNC was awaited still waits for its answer. Before 7.0 a node whose link breaks then forgets the
     * history it shares, and with it the way back.
     */
    boolean demotedWaits(NodeRole node);

    /**
     * Attaches to the freshly promoted node as its replica at exactly this position, into the reverse spool. Anything but a
     * partial resync fails. Completes with the promoted node's own, new history.
     */
    CompletionStage<Position> attachReverse(NodeRole promoted, Position at);

    /**
     * After the decision: the reverse lane becomes the lane. The withheld PSYNC of the old active node is answered with a
     * partial resync and fed from the reverse spool; the old lane is closed. The old active node never receives a full
     * resync. Completes when it got its partial resync. After a restart {@link #resume} comes first, and then this completes
     * as soon as the old active node, which keeps asking, was answered from the spool. May be called again after a failure.
     * Fails when the old active node has forgotten the history, in words that say so.
     */
    CompletionStage<Void> commitReverse();

    /**
     * After an abort: the reverse attachment and a withheld PSYNC are dropped, and the old lane goes on. {@code promoted} is
     * the history of a standby that was promoted and is told to follow again: from the return of this call its PSYNC is
     * accepted at exactly that position and no other. Called before the nodes are told anything, because the standby asks at
     * once; until the active node is a master again its answers to the capture link ({@code -NOMASTERLINK}, an error) only
     * mean another try. May be called again for the same abort. Completes when the capture link has got its partial resync.
     */
    CompletionStage<Void> restore(@org.jspecify.annotations.Nullable Position promoted);

    /**
     * After a restart of Sluice: opens the replication port with the credentials that the nodes were given before, and takes
     * up the lane from {@code from} by its spool (the reverse spool, where {@code from} is the node that was promoted).
     * Completes when the port listens, without waiting for either node, because a node may first have to be told to be a
     * master again; how the links come up is told by {@link #status}.
     */
    CompletionStage<Void> resume(NodeRole from, String announceVersion);

    /** Ends the lane, closes the replication port and deletes the spool. */
    CompletionStage<Void> stop();

    /** The snapshot's own words: its magic ({@code REDIS0009}) or {@code none} for a partial resync, and where it starts. */
    record Snapshot(String magic, Position start) {}

    record Credentials(Endpoint announced, String user, Secret password) {}

    /** Command names in lower case, container subcommands as {@code xgroup|setid}. */
    record ReceiverLimits(java.util.Set<String> commands, int databases, String version) {}

    /** What went wrong, in words for the operator. */
    final class ReplicationException extends Exception {
        private static final long serialVersionUID = 1L;

        public ReplicationException(String message) {
            super(message);
        }
    }
}

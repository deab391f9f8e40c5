package dev.sluice.replication.link;

import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Where captured bytes go. All methods are called on the capture's event loop. Buffers are only lent: they are valid during
 * the call. Any method may call {@link Capture#stop()}; nothing is told afterwards.
 */
public interface CaptureListener {
    /** What to ask for, on each connection anew; null to wait with it until {@link Capture#ask()}. */
    @Nullable
    PsyncRequest request();

    /**
     * The node answers with a full copy. Bytes of the snapshot follow, then the stream after {@code start}.
     *
     * @return false to close the connection without taking it; {@link #request()} is asked again for the next one
     */
    boolean onFullResync(Position start);

    /**
     * The node answers with a partial resync: the stream goes on where it was asked for.
     *
     * @param newReplid the id under which it goes on; null when it did not tell one
     */
    void onContinue(@Nullable String newReplid);

    /** The snapshot starts. {@code totalBytes} is -1 when the node marks its end instead of telling its length. */
    void onSnapshotStart(long totalBytes);

    void onSnapshotBytes(ByteBuf bytes);

    void onSnapshotEnd();

    /** Bytes of the stream: every one counts for the offset. */
    void onStream(ByteBuf bytes);

    /** What may be acknowledged: everything up to this offset survives a restart. 0 acknowledges nothing. */
    long acknowledged();

    /** Called at the acknowledgement interval, and when the node asks for one, so that more becomes durable. */
    void onAcknowledgeDue();

    /**
     * The connection was lost or could not be made; another try follows by itself.
     *
     * @param busy whether the node was reached and only said "not now" (it loads its data, or has no link to its master)
     */
    void onLinkDown(String reason, boolean busy);

    /**
     * The node refuses in a way that another try hardly changes (wrong password, command forbidden).
     *
     * @return whether to go on trying
     */
    boolean onRefused(String reason);
}

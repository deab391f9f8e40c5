package dev.sluice.replication.spool;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.position.History;
import dev.sluice.replication.position.Position;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything captured from one node: at most one snapshot, the stream from {@link #first()} to {@link #last()} without a gap,
 * and the history they belong to. Offsets are those of the captured node, to the byte.
 *
 * <p>Not thread-safe: one thread owns it, writes to the page cache there, and lets {@link SpoolSync} make it durable. Changes
 * of the history are rare and forced at once, before a byte of the new history is taken.
 */
public final class Spool {
    private final Path dir;
    private final SpoolBudget budget;
    private final DurableMark mark;
    private final SegmentLog log;
    private SpoolMeta meta;
    private @Nullable SnapshotFile snapshot;
    private long durable;
    private boolean closed;

    private Spool(Path dir, SpoolBudget budget, DurableMark mark, SegmentLog log, SpoolMeta meta) {
        this.dir = dir;
        this.budget = budget;
        this.mark = mark;
        this.log = log;
        this.meta = meta;
    }

    /**
     * A new, empty spool in place of whatever lay there; the first byte will be the one after {@code start}.
     *
     * @param refill whether the receiver may be given a full copy
     */
    public static Spool create(
            SpoolLayout layout, SpoolBudget budget, NodeRole from, boolean refill, History history, long start)
            throws IOException {
        return create(layout, budget, new SpoolMeta(from, refill, history, -1, -1), start);
    }

    /** A new spool whose {@link #snapshot()} is about to arrive; the stream goes on after {@code start}. */
    public static Spool createForSnapshot(
            SpoolLayout layout, SpoolBudget budget, NodeRole from, boolean refill, History history, long start)
            throws IOException {
        SpoolMeta meta = new SpoolMeta(from, refill, history, start, SpoolMeta.ARRIVING);
        Spool spool = create(layout, budget, meta, start);
        spool.snapshot = SnapshotFile.create(spool.dir, budget, start);
        spool.durable = 0;
        return spool;
    }

    private static Spool create(SpoolLayout layout, SpoolBudget budget, SpoolMeta meta, long start) throws IOException {
        Path dir = layout.createLane(meta.from());
        SegmentLog log = SegmentLog.create(dir, layout.segmentBytes(), budget, start);
        DurableMark mark = DurableMark.open(dir, DurableMark.bootId());
        mark.write(start, false); // torn, it would be taken for exactly this
        meta.store(dir);
        Spool spool = new Spool(dir, budget, mark, log, meta);
        spool.durable = start;
        return spool;
    }

    /** The spool that a former process left; null when there is none of use. A torn tail is cut off. */
    public static @Nullable Spool open(SpoolLayout layout, SpoolBudget budget, NodeRole from) throws IOException {
        return open(layout, budget, from, DurableMark.bootId());
    }

    static @Nullable Spool open(SpoolLayout layout, SpoolBudget budget, NodeRole from, String bootId)
            throws IOException {
        Path dir = layout.lane(from);
        if (!SpoolMeta.exists(dir)) {
            return null;
        }
        SpoolMeta meta = SpoolMeta.load(dir);
        if (meta.snapshotBytes() == SpoolMeta.ARRIVING) {
            return null;
        }
        SegmentLog log = SegmentLog.open(dir, layout.segmentBytes(), budget);
        DurableMark mark = DurableMark.open(dir, bootId);
        log.truncateAfter(mark.trusted(log.last(), log.first() - 1));
        mark.write(log.last(), true);
        Spool spool = new Spool(dir, budget, mark, log, meta);
        spool.durable = log.last();
        spool.adoptSnapshot();
        return spool;
    }

    private void adoptSnapshot() throws IOException {
        if (meta.snapshotOffset() >= 0 && log.first() <= meta.snapshotOffset() + 1) {
            snapshot = SnapshotFile.open(dir, budget, meta.snapshotOffset(), meta.snapshotBytes());
        }
        if (snapshot == null) {
            SnapshotFile.deleteLeftover(dir);
        }
    }

    public NodeRole from() {
        return meta.from();
    }

    /** Whether the receiver may be given a full copy. */
    public boolean refill() {
        return meta.refill();
    }

    /** From here on the receiver may be given a full copy. Forced to disk before it returns. */
    public void allowRefill() throws IOException {
        changeMeta(meta.withRefill());
    }

    public History history() {
        return meta.history();
    }

    /** Offset of the first byte of the stream that is kept. */
    public long first() {
        return log.first();
    }

    /** Offset of the last byte captured. */
    public long last() {
        return log.last();
    }

    /** Offset up to which everything survives a restart of the machine; 0 while a snapshot before it does not. */
    public long durable() {
        return durable;
    }

    public Position end() {
        return new Position(meta.history().replid(), last());
    }

    /** The stream goes on under another id (a failover of the node, or its promotion). Forced to disk before it returns. */
    public void continuedAs(String newReplid) throws IOException {
        changeMeta(meta.with(meta.history().continuedAs(newReplid, last())));
    }

    /** Appends all readable bytes, or none and throws {@link SpoolFullException}. */
    public void append(ByteBuf bytes) throws IOException {
        log.append(bytes);
    }

    /** Reads bytes of the stream from {@code offset} on: at least one, at most {@code max}. */
    public int read(long offset, ByteBuf into, int max) throws IOException {
        return log.read(offset, into, max);
    }

    /** The snapshot before the stream, arriving or complete; null when there is none (any more). */
    public @Nullable SnapshotFile snapshot() {
        return snapshot;
    }

    /** Deletes the snapshot: the receiver has it, and a full copy would have to be captured anew. */
    public void dropSnapshot() throws IOException {
        SnapshotFile dropped = snapshot;
        if (dropped != null) {
            snapshot = null;
            changeMeta(meta.withSnapshot(-1, -1));
            dropped.delete();
        }
    }

    /** Bytes below {@code offset} are not needed any more; whole segments go, and a snapshot that no longer joins them. */
    public void trimBelow(long offset) throws IOException {
        log.trimBelow(offset);
        SnapshotFile kept = snapshot;
        if (kept != null && kept.isComplete() && log.first() > kept.offset() + 1) {
            dropSnapshot();
        }
    }

    /** Bytes of stream and snapshot on disk. */
    public long bytes() {
        return log.bytes() + (snapshot == null ? 0 : snapshot.length());
    }

    /** Closes the files and keeps them for the next process. */
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        log.close();
        mark.close();
        if (snapshot != null) {
            snapshot.close();
        }
    }

    /** Closes and deletes. */
    public void delete() throws IOException {
        close();
        DiskIo.clear(dir);
    }

    SegmentLog log() {
        return log;
    }

    DurableMark mark() {
        return mark;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isDurable() {
        return durable == last() && meta.snapshotBytes() != SpoolMeta.ARRIVING;
    }

    Path dir() {
        return dir;
    }

    /** Everything through {@code offset} was forced, and {@code snapshotBytes} of the snapshot. */
    void forced(long offset, @Nullable SnapshotFile of, long snapshotBytes) throws IOException {
        if (of != null && of == snapshot) {
            of.forced(snapshotBytes);
            if (of.isComplete() && of.isForced() && meta.snapshotBytes() < 0) {
                changeMeta(meta.withSnapshot(of.offset(), of.length()));
            }
        }
        if (meta.snapshotBytes() != SpoolMeta.ARRIVING) {
            durable = Math.max(durable, offset);
        }
    }

    private void changeMeta(SpoolMeta changed) throws IOException {
        changed.store(dir);
        meta = changed;
    }
}

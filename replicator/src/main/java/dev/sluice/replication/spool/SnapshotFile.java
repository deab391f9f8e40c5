package dev.sluice.replication.spool;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The snapshot (RDB) that the stream of a spool goes on from, without its framing. Can be read while it still arrives. */
public final class SnapshotFile {
    private static final String FILE = "snapshot.rdb";
    /** {@code REDIS0009}, {@code VALKEY080}: both families use nine bytes. */
    private static final int MAGIC_BYTES = 9;

    private final Path file;
    private final FileChannel channel;
    private final SpoolBudget budget;
    private final long offset;
    private long length;
    private long announced = -1;
    private long forced;
    private boolean complete;

    private SnapshotFile(Path file, FileChannel channel, SpoolBudget budget, long offset) {
        this.file = file;
        this.channel = channel;
        this.budget = budget;
        this.offset = offset;
    }

    static SnapshotFile create(Path dir, SpoolBudget budget, long offset) throws IOException {
        Path file = dir.resolve(FILE);
        return new SnapshotFile(
                file,
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING),
                budget,
                offset);
    }

    /** The complete snapshot that a former process left; null when not all of it is there. */
    static @Nullable SnapshotFile open(Path dir, SpoolBudget budget, long offset, long bytes) throws IOException {
        Path file = dir.resolve(FILE);
        if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
            return null;
        }
        SnapshotFile snapshot = new SnapshotFile(file, FileChannel.open(file, StandardOpenOption.READ), budget, offset);
        snapshot.length = bytes;
        snapshot.forced = bytes;
        snapshot.complete = true;
        budget.adopt(bytes);
        return snapshot;
    }

    static void deleteLeftover(Path dir) throws IOException {
        Files.deleteIfExists(dir.resolve(FILE));
    }

    /** The stream goes on after this offset. */
    public long offset() {
        return offset;
    }

    /** Bytes that are here. */
    public long length() {
        return length;
    }

    /** Its whole length; -1 while the node it comes from has not told it and it is not complete. */
    public long totalBytes() {
        return complete ? length : announced;
    }

    /** The node tells the length before the first byte. */
    public void announce(long bytes) {
        announced = bytes;
    }

    /** Whether all of it is here. */
    public boolean isComplete() {
        return complete;
    }

    boolean isForced() {
        return forced == length;
    }

    void forced(long bytes) {
        forced = Math.max(forced, bytes);
    }

    FileChannel channel() {
        return channel;
    }

    /** Appends all readable bytes, or none and throws {@link SpoolFullException}. */
    public void append(ByteBuf bytes) throws IOException {
        budget.take(bytes.readableBytes());
        length += DiskIo.writeFully(channel, length, bytes);
    }

    /** All of it has arrived. */
    public void complete() {
        complete = true;
    }

    /** Reads up to {@code max} bytes from byte {@code at} on; at least one must be there. */
    public int read(long at, ByteBuf into, int max) throws IOException {
        return DiskIo.read(channel, at, into, (int) Math.min(max, length - at));
    }

    /** Whether enough is here to tell {@link #magic()}. */
    public boolean hasMagic() {
        return length >= MAGIC_BYTES;
    }

    /** The format's own words at the start of the file. */
    public String magic() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC_BYTES);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    void close() throws IOException {
        channel.close();
        budget.giveBack(length);
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}

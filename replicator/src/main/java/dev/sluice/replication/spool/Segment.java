package dev.sluice.replication.spool;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** One file of the stream, named by the offset of its first byte. */
final class Segment {
    static final String SUFFIX = ".seg";
    private static final int DIGITS = 20;

    private final Path file;
    private final FileChannel channel;
    private final long first;
    private long length;

    private Segment(Path file, FileChannel channel, long first, long length) {
        this.file = file;
        this.channel = channel;
        this.first = first;
        this.length = length;
    }

    static Segment create(Path dir, long first) throws IOException {
        Path file = dir.resolve(String.format(Locale.ROOT, "%0" + DIGITS + "d", first) + SUFFIX);
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        return new Segment(file, channel, first, 0);
    }

    static Segment open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Segment(file, channel, firstOf(file), channel.size());
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("\\d{" + DIGITS + "}\\" + SUFFIX);
    }

    static long firstOf(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, DIGITS));
    }

    /** Offset of the first byte. */
    long first() {
        return first;
    }

    /** Offset of the last byte; {@code first - 1} while empty. */
    long last() {
        return first + length - 1;
    }

    long length() {
        return length;
    }

    FileChannel channel() {
        return channel;
    }

    /** Appends all readable bytes; the reader index stays. */
    void append(ByteBuf bytes) throws IOException {
        length += DiskIo.writeFully(channel, length, bytes);
    }

    /** Reads at most {@code max} bytes that start at {@code offset} onto the end of {@code into}. */
    int read(long offset, ByteBuf into, int max) throws IOException {
        return DiskIo.read(channel, offset - first, into, (int) Math.min(max, last() - offset + 1));
    }

    void truncateAfter(long offset) throws IOException {
        length = offset - first + 1;
        channel.truncate(length);
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}

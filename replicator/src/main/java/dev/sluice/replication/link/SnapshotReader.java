package dev.sluice.replication.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot after {@code +FULLRESYNC}: either {@code $<length>\r\n} and so many bytes, or {@code $EOF:<mark>\r\n}, bytes,
 * and the mark, which may straddle reads. Nothing follows either of them, no CRLF.
 */
final class SnapshotReader {
    private static final String EOF = "$EOF:";
    private static final int MARK_BYTES = 40;

    /** -1 when the end is marked. */
    private final long totalBytes;

    private final @Nullable MarkFinder mark;
    /** Last bytes seen, that may be the beginning of the mark. */
    private final ByteBuf tail = Unpooled.buffer(2 * MARK_BYTES, 2 * MARK_BYTES);

    private long remaining;

    private SnapshotReader(long totalBytes, @Nullable MarkFinder mark) {
        this.totalBytes = totalBytes;
        this.remaining = totalBytes;
        this.mark = mark;
    }

    /** From the header line. */
    static SnapshotReader of(String header) throws LinkProtocolException {
        if (header.startsWith(EOF) && header.length() == EOF.length() + MARK_BYTES) {
            return new SnapshotReader(
                    -1, new MarkFinder(header.substring(EOF.length()).getBytes(StandardCharsets.ISO_8859_1)));
        }
        if (header.matches("\\$\\d{1,18}")) {
            return new SnapshotReader(Long.parseLong(header.substring(1)), null);
        }
        throw new LinkProtocolException("expected a snapshot, got '" + LineReader.text(header) + "'");
    }

    long totalBytes() {
        return totalBytes;
    }

    /**
     * Takes bytes of the snapshot from {@code in} and lends them to {@code sink} in order.
     *
     * @return true when the snapshot has ended; what is left in {@code in} is not part of it
     */
    boolean read(ByteBuf in, Consumer<ByteBuf> sink) {
        MarkFinder finder = mark;
        return finder == null ? readSized(in, sink) : readMarked(in, sink, finder);
    }

    private boolean readSized(ByteBuf in, Consumer<ByteBuf> sink) {
        int take = (int) Math.min(remaining, in.readableBytes());
        remaining -= take;
        lend(in, take, sink);
        return remaining == 0;
    }

    private boolean readMarked(ByteBuf in, Consumer<ByteBuf> sink, MarkFinder finder) {
        if (tail.isReadable() && readStraddling(in, sink, finder)) {
            return true;
        }
        if (tail.isReadable()) {
            return false; // all of the input fitted behind the tail
        }
        int found = finder.find(in, in.readerIndex(), in.writerIndex());
        if (found >= 0) {
            lend(in, found - in.readerIndex(), sink);
            in.skipBytes(MARK_BYTES);
            return true;
        }
        lend(in, Math.max(0, in.readableBytes() - (MARK_BYTES - 1)), sink);
        tail.clear().writeBytes(in);
        return false;
    }

    /** Looks for the mark across the end of the last read and the beginning of this one. Empties the tail when it can. */
    private boolean readStraddling(ByteBuf in, Consumer<ByteBuf> sink, MarkFinder finder) {
        int old = tail.readableBytes();
        int more = Math.min(MARK_BYTES - 1, in.readableBytes());
        tail.writeBytes(in, in.readerIndex(), more);
        int found = finder.find(tail, 0, tail.writerIndex());
        if (found >= 0) {
            lend(tail, found, sink);
            in.skipBytes(found + MARK_BYTES - old);
            return true;
        }
        if (more == in.readableBytes()) {
            in.skipBytes(more);
            lend(tail, Math.max(0, tail.readableBytes() - (MARK_BYTES - 1)), sink);
            tail.discardReadBytes();
            return false;
        }
        lend(tail, old, sink);
        tail.clear();
        return false;
    }

    private static void lend(ByteBuf from, int length, Consumer<ByteBuf> sink) {
        if (length > 0) {
            sink.accept(from.readSlice(length));
        }
    }
}

package dev.sluice.proxy.session;

import dev.sluice.proxy.lane.Lane;
import dev.sluice.resp.CommandHead;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a client that have not left yet, as they were read, and where the commands in them end. Bytes are first
 * scanned, then decided upon, then forwarded (or dropped) in one go, so that a whole pipeline leaves as one slice.
 */
final class InputQueue {
    /** What {@link #next} found. */
    enum Found {
        /** More bytes are needed. */
        NOTHING,
        /** A command is complete; it ends where scanning stopped. */
        COMMAND,
        /** A long command is not complete, but its head is known. */
        HEAD
    }

    /** Longest remainder that is copied out of a buffer rather than keeping the whole buffer alive. */
    private static final int COPIED_TAIL = 1024;

    private final FrameScanner scanner;
    private final int streamThreshold;
    private final List<ByteBuf> chunks = new ArrayList<>(4);
    /** Index of the chunk being scanned; beyond the last when all are. */
    private int scanChunk;
    /** Where scanning goes on in it. */
    private int scanPosition;

    private long scanned;
    private long decided;
    private long total;

    InputQueue(RespLimits limits, int streamThreshold) {
        this.scanner = FrameScanner.requests(limits);
        this.streamThreshold = streamThreshold;
    }

    /** Takes over {@code bytes}. */
    void add(ByteBuf bytes) {
        if (scanChunk == chunks.size()) {
            scanPosition = bytes.readerIndex();
        }
        chunks.add(bytes);
        total += bytes.readableBytes();
    }

    /** Scans on, from where it stopped. */
    Found next() {
        while (scanChunk < chunks.size()) {
            ByteBuf chunk = chunks.get(scanChunk);
            int to = chunk.writerIndex();
            int end = scanner.scan(chunk, scanPosition, to);
            scanned += (end < 0 ? to : end) - scanPosition;
            if (end >= 0) {
                scanPosition = end;
                return Found.COMMAND;
            }
            nextChunk();
            if (scanned - decided > streamThreshold && scanner.inFrame() && head().nameKnown()) {
                return Found.HEAD;
            }
        }
        return Found.NOTHING;
    }

    private void nextChunk() {
        scanChunk++;
        scanPosition = scanChunk < chunks.size() ? chunks.get(scanChunk).readerIndex() : 0;
    }

    CommandHead head() {
        return scanner.head();
    }

    /** Everything scanned so far may go. */
    void decide() {
        decided = scanned;
    }

    /** Bytes of the command found last. */
    long undecided() {
        return scanned - decided;
    }

    /** Writes what was decided upon to the lane. */
    void forward(Lane lane) {
        while (decided > 0) {
            ByteBuf first = chunks.get(0);
            int readable = first.readableBytes();
            if (readable <= decided) {
                consumed(readable);
                removeFirst();
                lane.write(first);
            } else if (lane.copies((int) decided)) {
                int length = (int) decided;
                lane.copy(first, first.readerIndex(), length);
                first.skipBytes(length);
                consumed(length);
            } else {
                ByteBuf slice = first.readRetainedSlice((int) decided);
                consumed(slice.readableBytes());
                lane.write(slice);
            }
        }
    }

    /** Drops what was scanned but not decided upon; what was decided upon must have been forwarded. */
    void drop() {
        decided = scanned;
        while (decided > 0) {
            ByteBuf first = chunks.get(0);
            int readable = first.readableBytes();
            if (readable <= decided) {
                consumed(readable);
                removeFirst();
                first.release();
            } else {
                first.skipBytes((int) decided);
                consumed((int) decided);
            }
        }
    }

    private void consumed(int bytes) {
        decided -= bytes;
        scanned -= bytes;
        total -= bytes;
    }

    private void removeFirst() {
        chunks.remove(0);
        if (scanChunk > 0) {
            scanChunk--;
        } else if (!chunks.isEmpty()) {
            scanPosition = chunks.get(0).readerIndex();
        }
    }

    /** Copies what was scanned but not decided upon: the command just found. */
    void copyCommand(ByteBuf to) {
        int missing = Math.toIntExact(scanned - decided);
        long skip = decided;
        for (ByteBuf chunk : chunks) {
            int from = (int) Math.min(skip, chunk.readableBytes());
            skip -= from;
            int count = Math.min(chunk.readableBytes() - from, missing);
            to.writeBytes(chunk, chunk.readerIndex() + from, count);
            missing -= count;
        }
    }

    /** Copies a short unfinished command out of the large buffer that it keeps alive. */
    void compact(ByteBufAllocator allocator) {
        if (chunks.size() != 1 || scanChunk != 1) {
            return;
        }
        ByteBuf tail = chunks.get(0);
        int length = tail.readableBytes();
        if (length <= COPIED_TAIL && tail.capacity() > 4 * COPIED_TAIL) {
            chunks.set(0, allocator.buffer(length).writeBytes(tail));
            tail.release();
        }
    }

    /** Bytes that have not left. */
    long size() {
        return total;
    }

    /** The chunks, of which only the readable bytes have not left. They stay the queue's. */
    List<ByteBuf> chunks() {
        return chunks;
    }

    /** Releases everything. */
    void clear() {
        for (ByteBuf chunk : chunks) {
            chunk.release();
        }
        chunks.clear();
        scanChunk = 0;
        scanned = 0;
        decided = 0;
        total = 0;
    }
}

package dev.sluice.proxy.lane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is written to a channel. Small pieces are copied into one direct buffer that is used again and again, so that
 * the commands of many clients leave in one system call over one piece of memory, and no reference keeps a client's read buffer
 * alive; large ones go as they are.
 */
final class LaneOutput {
    /** Longest piece that is copied; beyond, a reference is cheaper than moving the bytes. */
    static final int COPIED_BYTES = 4096;
    /** Size of the buffer for small pieces. */
    private static final int BATCH_BYTES = 64 << 10;

    private final Channel channel;
    private @Nullable ByteBuf batch;
    private boolean copying;
    private boolean unflushed;
    private boolean released;
    private long written;

    LaneOutput(Channel channel) {
        this.channel = channel;
    }

    /**
     * Whether small pieces are copied: worth it, and its buffer, where many write. A lane with one user passes on what was read
     * as it is.
     */
    void copying(boolean on) {
        copying = on;
    }

    /** Whether a piece of this length is to be given to {@link #copy}. */
    boolean copies(int length) {
        return copying && length <= COPIED_BYTES;
    }

    /** Takes over {@code bytes}. */
    void write(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (copies(length)) {
            copy(bytes, bytes.readerIndex(), length);
            bytes.release();
            return;
        }
        passBatch();
        written += length;
        pass(bytes);
    }

    void copy(ByteBuf from, int index, int length) {
        if (released || length == 0) {
            return;
        }
        ByteBuf to = batch;
        if (to != null && to.writableBytes() < length) {
            passBatch();
            to = batch;
        }
        if (to == null) {
            to = channel.alloc().directBuffer(Math.max(BATCH_BYTES, length), Math.max(BATCH_BYTES, length));
            batch = to;
        }
        to.writeBytes(from, index, length);
        written += length;
        unflushed = true;
    }

    /** Gives the batch away; the next one is another buffer. */
    private void passBatch() {
        ByteBuf full = batch;
        if (full != null && full.isReadable()) {
            batch = null;
            pass(full);
        }
    }

    private void pass(ByteBuf bytes) {
        unflushed = true;
        // A void promise costs nothing a write; a failure reaches LaneHandler.exceptionCaught, and the channel has
        // released the bytes then.
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        if (!unflushed) {
            return;
        }
        unflushed = false;
        ByteBuf lent = batch;
        if (lent != null && lent.isReadable()) {
            channel.write(lent.retain(), channel.voidPromise());
            channel.flush();
            reuse(lent);
        } else {
            channel.flush();
        }
    }

    /** When the socket took all of it at once, as it nearly always does, the channel has let go of the buffer. */
    private void reuse(ByteBuf lent) {
        if (released) {
            return;
        }
        if (copying && lent.refCnt() == 1) {
            lent.clear();
        } else {
            batch = null;
            lent.release();
        }
    }

    long takeWritten() {
        long bytes = written;
        written = 0;
        return bytes;
    }

    /** Nothing leaves any more. */
    void release() {
        released = true;
        ByteBuf present = batch;
        if (present != null) {
            batch = null;
            present.release();
        }
    }
}

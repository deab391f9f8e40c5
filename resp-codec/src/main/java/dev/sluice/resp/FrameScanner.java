package dev.sluice.resp;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Finds where frames end, in bytes that arrive in any pieces. Looks at each byte of a header once and at bulk content not at
 * all, never needs an earlier byte again, allocates nothing per frame, and neither copies nor moves the buffer's indices.
 * Not thread-safe: one scanner belongs to one direction of one connection.
 *
 * <p>After a {@link RespProtocolException} the scanner is of no more use and throws the same again.
 */
public abstract sealed class FrameScanner permits RequestScanner, ReplyScanner {
    final RespLimits limits;
    final LengthLine line = new LengthLine();
    RespType type = RespType.INLINE;

    private long wireLength;
    private boolean inFrame;
    private @Nullable RespProtocolException failure;

    FrameScanner(RespLimits limits) {
        this.limits = limits;
    }

    /** For what clients send: arrays of bulk strings, and inline commands. */
    public static FrameScanner requests(RespLimits limits) {
        return new RequestScanner(limits);
    }

    /** For what servers send: every type of RESP2 and RESP3. Attributes belong to the frame of the reply that they prefix. */
    public static FrameScanner replies(RespLimits limits) {
        return new ReplyScanner(limits);
    }

    /**
     * Reads on. Indices are absolute; the reader and writer index of {@code in} play no part.
     *
     * @return the index just past the current frame when it ends within [from, to); otherwise -1: all bytes are consumed and
     *     the frame goes on with the next call. After a completed frame the next call starts a new one
     * @throws RespProtocolException in the words of a Redis server, when the bytes are malformed or exceed a limit
     */
    public final int scan(ByteBuf in, int from, int to) {
        if (failure != null) {
            throw failure;
        }
        if (from >= to) {
            return -1;
        }
        if (!inFrame) {
            inFrame = true;
            wireLength = 0;
            begin();
        }
        try {
            int end = advance(in, from, to);
            wireLength += (end < 0 ? to : end) - from;
            inFrame = end < 0;
            return end;
        } catch (RespProtocolException e) {
            failure = e;
            throw e;
        }
    }

    /** Type of the frame in progress, or of the last one; behind an attribute that of the reply, once it has begun. */
    public final RespType type() {
        return type;
    }

    /** Bytes of the frame in progress seen so far, or all bytes of the last one. */
    public final long wireLength() {
        return wireLength;
    }

    /** True between the first byte of a frame and its last. */
    public final boolean inFrame() {
        return inFrame;
    }

    /** True when the frame in progress, or the last one, is an out-of-band push. */
    public final boolean isPush() {
        return type == RespType.PUSH;
    }

    /** Content bytes of the current bulk string still to come; 0 outside of one. */
    public abstract long bulkRemaining();

    /** Lifts (or sets again) the limits on requests before authentication. A new scanner is authenticated. */
    public abstract void setAuthenticated(boolean authenticated);

    /**
     * The leading arguments of the request in progress, or of the last one. Always the same object.
     *
     * @throws IllegalStateException on a scanner of replies
     */
    public abstract CommandHead head();

    abstract void begin();

    /** Like {@link #scan}, with at least one byte, inside a frame. */
    abstract int advance(ByteBuf in, int from, int to);
}

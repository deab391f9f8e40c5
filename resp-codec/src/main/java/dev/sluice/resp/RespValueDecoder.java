package dev.sluice.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes that arrive in any pieces into whole values. For slow paths: it copies, and holds a frame until it is complete.
 * Not thread-safe. After a {@link RespProtocolException} it is of no more use.
 */
public final class RespValueDecoder {
    /** Bytes of one frame unless told otherwise. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 64 << 20;

    private final FrameScanner scanner;
    private final int maxFrameBytes;
    /** The pieces of a frame that did not come whole; on the heap, never pooled, so nobody need release it. */
    private @Nullable ByteBuf pending;

    private RespValueDecoder(FrameScanner scanner, int maxFrameBytes) {
        this.scanner = scanner;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** For what servers send. */
    public static RespValueDecoder replies(RespLimits limits) {
        return replies(limits, DEFAULT_MAX_FRAME_BYTES);
    }

    /** For what servers send; a frame longer than {@code maxFrameBytes} is a protocol error. */
    public static RespValueDecoder replies(RespLimits limits, int maxFrameBytes) {
        return new RespValueDecoder(FrameScanner.replies(limits), maxFrameBytes);
    }

    /**
     * For what clients send: every value is a {@link RespValue.Array} of {@link RespValue.Bulk}, inline commands included;
     * an empty one for an empty request. A frame longer than {@code maxFrameBytes} is a protocol error.
     */
    public static RespValueDecoder requests(RespLimits limits, int maxFrameBytes) {
        return new RespValueDecoder(FrameScanner.requests(limits), maxFrameBytes);
    }

    /** {@link FrameScanner#setAuthenticated}, for requests. */
    public void setAuthenticated(boolean authenticated) {
        scanner.setAuthenticated(authenticated);
    }

    /**
     * Reads from {@code in}, moving its reader index: through the end of the next value, or to its end when that value is
     * not complete.
     *
     * @return the value, or null when more bytes are needed
     * @throws RespProtocolException in the words of a Redis server
     */
    public @Nullable RespValue decode(ByteBuf in) {
        int from = in.readerIndex();
        int to = in.writerIndex();
        int end = scanner.scan(in, from, to);
        if (scanner.wireLength() > maxFrameBytes) {
            throw new RespProtocolException("too big frame");
        }
        if (end >= 0 && pending == null) {
            in.readerIndex(end);
            return parse(in, from, end);
        }
        if (pending == null) {
            if (from == to) {
                return null;
            }
            pending = Unpooled.buffer(to - from);
        }
        ByteBuf frame = pending;
        frame.writeBytes(in, (end < 0 ? to : end) - from);
        if (end < 0) {
            return null;
        }
        pending = null;
        return parse(frame, 0, frame.writerIndex());
    }

    private RespValue parse(ByteBuf frame, int from, int to) {
        if (scanner.type() == RespType.INLINE) {
            return FrameParser.parseInline(frame, from, to);
        }
        if (scanner instanceof RequestScanner && scanner.head().argCount() == 0) {
            return new RespValue.Array(List.of());
        }
        return new FrameParser(frame, from).value();
    }
}

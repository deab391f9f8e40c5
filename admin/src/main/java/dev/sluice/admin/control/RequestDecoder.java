package dev.sluice.admin.control;

import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to {@link Request}s, array or inline. Malformed bytes become one last request that says so, in its place after those
 * before it; whatever follows is thrown away.
 */
final class RequestDecoder extends ByteToMessageDecoder {
    /** Longest request in all; no verb needs more. */
    static final int MAX_REQUEST_BYTES = 64 << 10;

    private static final RespLimits LIMITS = new RespLimits(16 << 10, 64, 4 << 10, 1, 10, 4 << 10);

    private final RespValueDecoder decoder = RespValueDecoder.requests(LIMITS, MAX_REQUEST_BYTES);
    private boolean broken;

    RequestDecoder(boolean authenticated) {
        decoder.setAuthenticated(authenticated);
    }

    /** Lifts the limits on requests before authentication. */
    void authenticated() {
        decoder.setAuthenticated(true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            @Nullable RespValue value = decoder.decode(in);
            if (value != null && !value.elements().isEmpty()) {
                out.add(Request.of(
                        value.elements().stream().map(RespValue::text).toList()));
            }
        } catch (RespProtocolException e) {
            broken = true;
            out.add(Request.malformed(String.valueOf(e.getMessage())));
        }
    }
}

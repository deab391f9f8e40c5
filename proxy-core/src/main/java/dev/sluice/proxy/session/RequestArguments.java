package dev.sluice.proxy.session;

import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes a request apart, for the few commands of which more than the head must be known. */
final class RequestArguments {
    private RequestArguments() {}

    /** All arguments, the name first, of one complete request. */
    static List<byte[]> of(ByteBuf request, RespLimits limits) {
        RespValue value = RespValueDecoder.requests(limits, Integer.MAX_VALUE).decode(request);
        if (value == null) {
            throw new IllegalStateException("a complete request does not decode");
        }
        return value.elements().stream()
                .map(element -> ((RespValue.Bulk) element).bytes())
                .toList();
    }

    /** Whether an XREAD or XREADGROUP has the option BLOCK, which stands before STREAMS. */
    static boolean askToBlock(List<byte[]> arguments) {
        for (byte[] argument : arguments) {
            String word = new String(argument, StandardCharsets.US_ASCII);
            if (word.equalsIgnoreCase("STREAMS")) {
                return false;
            }
            if (word.equalsIgnoreCase("BLOCK")) {
                return true;
            }
        }
        return false;
    }
}

package dev.sluice.proxy.identity;

import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Changes an integer in a reply that is a map: of RESP3, or the array of keys and values in turn that RESP2 has for it. */
final class ReplyFields {
    private ReplyFields() {}

    /** All bytes but those of the value stay as they are; so does a reply of another form, or without the field. */
    static byte[] change(byte[] reply, String key, LongUnaryOperator change) {
        int elements = elements(reply);
        ByteBuf in = Unpooled.wrappedBuffer(reply);
        FrameScanner scanner = FrameScanner.replies(RespLimits.defaults());
        byte[] wanted = ("$" + key.length() + "\r\n" + key + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int at = new String(reply, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int i = 0; i + 1 < elements; i += 2) {
            int value = scanner.scan(in, at, reply.length);
            int end = value < 0 ? -1 : scanner.scan(in, value, reply.length);
            if (end < 0) {
                return reply;
            }
            if (Arrays.equals(reply, at, value, wanted, 0, wanted.length)) {
                return withValue(reply, value, end, change);
            }
            at = end;
        }
        return reply;
    }

    /** How many values follow the header; 0 when it is neither an array nor a map. */
    static int elements(byte[] reply) {
        String header = new String(reply, 0, Math.min(reply.length, 16), StandardCharsets.ISO_8859_1);
        int cr = header.indexOf('\r');
        if (cr < 1 || !(header.startsWith("*") || header.startsWith("%"))) {
            return 0;
        }
        long count = Numbers.parse(header.substring(1, cr), 0);
        return (int) Math.min(Integer.MAX_VALUE, header.startsWith("%") ? 2 * count : count);
    }

    private static byte[] withValue(byte[] reply, int from, int to, LongUnaryOperator change) {
        byte[] value = integer(Arrays.copyOfRange(reply, from, to), change);
        ByteArrayOutputStream out = new ByteArrayOutputStream(reply.length + value.length);
        out.write(reply, 0, from);
        out.writeBytes(value);
        out.write(reply, to, reply.length - to);
        return out.toByteArray();
    }

    /** An integer reply with its value changed; any other reply as it is. */
    static byte[] integer(byte[] reply, LongUnaryOperator change) {
        String text = new String(reply, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(":")
                || !text.endsWith("\r\n")
                || !Numbers.isInteger(text.substring(1, text.length() - 2))) {
            return reply;
        }
        long value = Long.parseLong(text.substring(1, text.length() - 2));
        return (":" + change.applyAsLong(value) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}

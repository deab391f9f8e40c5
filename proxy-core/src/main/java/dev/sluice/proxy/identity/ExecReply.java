package dev.sluice.proxy.identity;

import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The reply to EXEC, in which the replies to what was queued stand one after the other. */
public final class ExecReply {
    private static final int LONGEST_HEADER = 16;

    private ExecReply() {}

    /**
     * Changes some of the replies inside.
     *
     * @param changes by the place in the queue, from 0: what makes the client's reply of the node's, one whole reply each
     * @return {@code reply} itself when it is an error, a null or anything else than an array
     */
    public static byte[] change(byte[] reply, Map<Integer, UnaryOperator<byte[]>> changes) {
        int count = ReplyFields.elements(reply);
        if (count == 0 || reply[0] != '*' || changes.isEmpty()) {
            return reply;
        }
        ByteBuf in = Unpooled.wrappedBuffer(reply);
        FrameScanner scanner = FrameScanner.replies(RespLimits.defaults());
        ByteArrayOutputStream out = new ByteArrayOutputStream(reply.length + LONGEST_HEADER);
        int at = in.indexOf(0, reply.length, (byte) '\n') + 1;
        out.write(reply, 0, at);
        for (int i = 0; i < count; i++) {
            int end = scanner.scan(in, at, reply.length);
            if (end < 0) {
                return reply;
            }
            UnaryOperator<byte[]> change = changes.getOrDefault(i, UnaryOperator.identity());
            out.writeBytes(change.apply(Arrays.copyOfRange(reply, at, end)));
            at = end;
        }
        return out.toByteArray();
    }
}

package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespType;
import dev.sluice.resp.RespValueDecoder;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Takes a node's bytes to the client as they are, and finds in them which reply answers which command. Pushes answer none;
 * a reply to nothing (a node that is full says so unasked) is passed on too.
 */
final class ReplyPump {
    private final Channel client;
    private final SessionState state;
    private final ExpectedReplies expected;
    private final ProxyMetrics metrics;
    private final RespLimits limits;
    private final int keepLimit;

    private FrameScanner scanner;
    /** A reply that must be read as a whole, as far as it has come; on the heap. */
    private @Nullable ByteBuf kept;

    private boolean keptTooLong;
    private boolean unflushed;
    private long written;

    ReplyPump(Channel client, SessionTools tools, SessionState state, ExpectedReplies expected) {
        this.client = client;
        this.state = state;
        this.expected = expected;
        this.metrics = tools.metrics();
        this.limits = tools.replyLimits();
        this.keepLimit = tools.limits().streamThresholdBytes();
        this.scanner = FrameScanner.replies(limits);
    }

    /** Replies come from another connection from now on. */
    void restart() {
        scanner = FrameScanner.replies(limits);
    }

    /**
     * Takes over bytes of the node.
     *
     * @throws RespProtocolException when they are not RESP
     */
    void add(ByteBuf bytes) {
        metrics.fromNode(bytes.readableBytes());
        int from = bytes.readerIndex();
        int to = bytes.writerIndex();
        int position = from;
        try {
            while (position < to && !passingThrough()) {
                int end = scanner.scan(bytes, position, to);
                int stop = end < 0 ? to : end;
                // A frame that goes on with a later buffer is looked at again then, from where this one ended.
                if (!scanner.isPush() && !expected.isEmpty()) {
                    from = onReply(bytes, from, position, stop, end >= 0);
                }
                position = stop;
            }
        } finally {
            forward(bytes, from, to);
        }
    }

    /** Nothing is matched any more, and everything sent before that has been answered. */
    private boolean passingThrough() {
        return expected.ended() && expected.isEmpty() && !scanner.inFrame();
    }

    /** Part of a reply, or all of it. Returns where what is yet to be forwarded starts. */
    private int onReply(ByteBuf bytes, int from, int start, int stop, boolean complete) {
        int kind = expected.peek();
        int unforwarded = from;
        if (CommandKind.refused(kind)) {
            write(bytes, from, start);
            unforwarded = stop;
        } else if (state.needsReplyOf(kind)) {
            keep(bytes, start, stop);
        }
        if (complete) {
            expected.poll();
            if (CommandKind.refused(kind)) {
                writeRefusal(expected.pollRefusal());
            }
            complete(kind);
        }
        return unforwarded;
    }

    private void complete(int kind) {
        if (state.needsReplyOf(kind)) {
            ByteBuf reply = kept;
            state.onExec(reply == null ? null : RespValueDecoder.replies(limits).decode(reply));
            kept = null;
            keptTooLong = false;
        } else {
            state.onReply(kind, scanner.type() != RespType.ERROR && scanner.type() != RespType.BULK_ERROR);
        }
    }

    private void keep(ByteBuf bytes, int start, int stop) {
        ByteBuf keeping = kept;
        if (scanner.wireLength() > keepLimit) {
            keptTooLong = true;
            kept = null;
        }
        if (!keptTooLong) {
            kept = (keeping == null ? Unpooled.buffer(stop - start) : keeping).writeBytes(bytes, start, stop - start);
        }
    }

    private void writeRefusal(String command) {
        ByteBuf error = client.alloc().buffer();
        RespWriter.error(error, "ERR sluice: " + command + " is not allowed through Sluice");
        send(error);
    }

    private void write(ByteBuf bytes, int from, int to) {
        if (to > from) {
            send(bytes.retainedSlice(from, to - from));
        }
    }

    private void forward(ByteBuf bytes, int from, int to) {
        if (from == bytes.readerIndex() && to > from) {
            send(bytes);
        } else {
            write(bytes, from, to);
            bytes.release();
        }
    }

    /** Takes over {@code bytes} for the client. They leave with the next {@link #flush}. */
    void send(ByteBuf bytes) {
        unflushed = true;
        written += bytes.readableBytes();
        // As in Lane.write: failures reach the pipeline's exceptionCaught.
        client.write(bytes, client.voidPromise());
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            metrics.toClient(written);
            written = 0;
            client.flush();
        }
    }
}

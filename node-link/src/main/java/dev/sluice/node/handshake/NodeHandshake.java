package dev.sluice.node.handshake;

import dev.sluice.node.ErrorText;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends steps and takes exactly their replies out of a connection, then leaves the pipeline. All steps leave in one write;
 * their replies come in order. Pushes in between belong to whoever comes next in the pipeline and pass on untouched, as does
 * everything after the last reply.
 *
 * <p>The connection must have no reply outstanding when a handshake starts. When it fails the channel is closed: its state is
 * then neither the old nor the new one.
 */
public final class NodeHandshake extends ByteToMessageDecoder {
    /** Replies to a handshake's commands are short; a node that sends more is not one. In bytes. */
    static final int MAX_REPLY_BYTES = 1 << 20;

    private static final RespLimits REPLY_LIMITS =
            RespLimits.defaults().withMaxBulkBytes(MAX_REPLY_BYTES).withMaxElements(1 << 16);

    private final List<HandshakeStep> steps;
    private final Duration timeout;
    private final Promise<List<RespValue>> promise;
    private final List<RespValue> replies = new ArrayList<>();
    private final FrameScanner scanner = FrameScanner.replies(REPLY_LIMITS);
    private final RespValueDecoder decoder = RespValueDecoder.replies(REPLY_LIMITS, MAX_REPLY_BYTES);

    private int scanned;
    private @Nullable ScheduledFuture<?> timer;

    private NodeHandshake(List<HandshakeStep> steps, Duration timeout, Promise<List<RespValue>> promise) {
        this.steps = List.copyOf(steps);
        this.timeout = timeout;
        this.promise = promise;
    }

    /**
     * Runs {@code steps} on {@code channel}. Callable from any thread.
     *
     * @param timeout for all steps together
     * @return completes on the channel's loop with the replies in the order of the steps (a tolerated error among them), after
     *     the handshake has left the pipeline; fails with a {@link HandshakeException}
     */
    public static Future<List<RespValue>> run(Channel channel, List<HandshakeStep> steps, Duration timeout) {
        Promise<List<RespValue>> promise = channel.eventLoop().newPromise();
        NodeHandshake handshake = new NodeHandshake(steps, timeout, promise);
        if (channel.eventLoop().inEventLoop()) {
            handshake.enter(channel);
        } else {
            channel.eventLoop().execute(() -> handshake.enter(channel));
        }
        return promise;
    }

    private void enter(Channel channel) {
        if (steps.isEmpty()) {
            promise.trySuccess(List.of());
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        SslHandler tls = pipeline.get(SslHandler.class);
        if (tls == null) {
            pipeline.addFirst(this);
        } else {
            pipeline.addAfter(pipeline.context(tls).name(), null, this);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            fail(ctx, "the connection is closed", null, null);
            return;
        }
        timer = ctx.executor()
                .schedule(
                        () -> fail(ctx, "no answer within " + timeout.toMillis() + " ms", null, null),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        ByteBuf commands = ctx.alloc().buffer();
        for (HandshakeStep step : steps) {
            step.encode(commands);
        }
        ctx.writeAndFlush(commands).addListener(sent -> {
            if (!sent.isSuccess()) {
                fail(ctx, "the connection was lost", null, sent.cause());
            }
        });
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (promise.isDone()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int end = scanner.scan(in, in.readerIndex() + scanned, in.writerIndex());
        if (scanner.wireLength() > MAX_REPLY_BYTES) {
            throw new TooLongFrameException("a reply longer than " + MAX_REPLY_BYTES + " bytes");
        }
        if (end < 0) {
            scanned = in.readableBytes();
            return;
        }
        scanned = 0;
        ByteBuf frame = in.readSlice(end - in.readerIndex());
        if (scanner.isPush()) {
            out.add(frame.retain());
        } else {
            onReply(ctx, frame);
        }
    }

    private void onReply(ChannelHandlerContext ctx, ByteBuf frame) {
        RespValue reply = Objects.requireNonNull(decoder.decode(frame), "a whole frame is a whole value");
        HandshakeStep step = steps.get(replies.size());
        if (plain(reply) instanceof RespValue.Error error && !step.toleratesError()) {
            String words = ErrorText.of(error.message(), step.secrets());
            fail(ctx, words, words, null);
            return;
        }
        replies.add(reply);
        if (replies.size() == steps.size()) {
            cancelTimer();
            ctx.pipeline().remove(this);
            promise.trySuccess(List.copyOf(replies));
        }
    }

    private static RespValue plain(RespValue reply) {
        return reply instanceof RespValue.Attribute attribute ? attribute.value() : reply;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        fail(ctx, "the node closed the connection", null, null);
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (promise.isDone()) {
            ctx.fireExceptionCaught(cause);
            return;
        }
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        fail(ctx, String.valueOf(root.getMessage()), null, cause);
    }

    private void fail(
            ChannelHandlerContext ctx, String reason, @Nullable String serverError, @Nullable Throwable cause) {
        String step = steps.get(Math.min(replies.size(), steps.size() - 1)).name();
        cancelTimer();
        if (promise.tryFailure(new HandshakeException(step, step + ": " + reason, serverError, cause))) {
            ctx.close();
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

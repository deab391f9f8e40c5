package dev.sluice.admin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection. Answers one request at a time, so pipelined requests are answered in their order, and reads no more
 * while requests wait.
 */
final class HttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHandler.class);

    private final Function<Query, HttpReply> pages;
    private final Executor workers;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private boolean answering;

    /**
     * A request in its place.
     *
     * @param malformed the answer to one that cannot be read; null for all others
     */
    private record Asked(Query query, @Nullable HttpReply malformed) {
        boolean head() {
            return query.method().equals(HttpMethod.HEAD.name());
        }
    }

    HttpHandler(Function<Query, HttpReply> pages, Executor workers) {
        this.pages = pages;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        Query query = new Query(
                request.method().name(),
                new QueryStringDecoder(request.uri()).rawPath(),
                headers.get(HttpHeaderNames.ACCEPT, ""),
                headers.get(HttpHeaderNames.AUTHORIZATION, ""));
        Throwable malformed = request.decoderResult().cause();
        waiting.add(new Asked(query, malformed == null ? null : malformed(malformed)));
        next(ctx);
    }

    private void next(ChannelHandlerContext ctx) {
        if (!answering) {
            Asked asked = waiting.poll();
            if (asked != null) {
                answering = true;
                answer(ctx, asked);
            }
        }
        ctx.channel().config().setAutoRead(waiting.isEmpty());
    }

    private void answer(ChannelHandlerContext ctx, Asked asked) {
        if (asked.malformed() != null) {
            send(ctx, asked.malformed(), false);
            return;
        }
        try {
            workers.execute(() -> {
                HttpReply reply = answer(asked.query());
                ctx.executor().execute(() -> send(ctx, reply, asked.head()));
            });
        } catch (RejectedExecutionException e) {
            HttpReply busy = HttpReply.error(503, "busy", "too many requests at a time");
            ctx.executor().execute(() -> send(ctx, busy, asked.head()));
        }
    }

    private HttpReply answer(Query query) {
        try {
            return pages.apply(query);
        } catch (RuntimeException e) {
            LOG.warn("{} failed at the HTTP port", query, e);
            return HttpReply.error(500, "internal error", "see the log");
        }
    }

    private static HttpReply malformed(Throwable cause) {
        HttpReply reply;
        if (cause instanceof TooLongHttpLineException) {
            reply = HttpReply.error(414, "too long", "the request line is too long");
        } else if (cause instanceof TooLongFrameException) {
            reply = HttpReply.error(431, "too long", "the headers are too long");
        } else {
            reply = HttpReply.error(400, "bad request", "this is not HTTP");
        }
        return reply.with("Connection", "close");
    }

    private void send(ChannelHandlerContext ctx, HttpReply reply, boolean head) {
        ByteBuf body = Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8);
        int length = body.readableBytes();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), head ? Unpooled.EMPTY_BUFFER : body);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        reply.headers().forEach(headers::set);
        answering = false;
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        next(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        waiting.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && !answering) {
            ChannelFuture unused = ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("an HTTP connection failed", cause);
        }
        ChannelFuture unused = ctx.close();
    }
}

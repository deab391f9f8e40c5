package dev.sluice.admin.control;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the control port. Runs one request at a time, so replies go out in the order of the requests; what runs
 * is not stopped when the client leaves. Reading stops while too many requests wait or the client does not take its replies.
 */
final class ControlSession extends SimpleChannelInboundHandler<Request> {
    /** Requests that may wait before no more are read. */
    static final int MAX_WAITING = 128;

    private static final Logger LOG = LoggerFactory.getLogger(ControlSession.class);

    /** As Redis does: a web page must not give orders to a port on loopback in the body of a request that it sends there. */
    private static final Set<String> HTTP = Set.of("POST", "HOST:");

    private final VerbRunner runner;
    private final SessionState state;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean draining;
    private boolean closing;

    ControlSession(VerbRunner runner, SessionState state) {
        this.runner = runner;
        this.state = state;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Request request) {
        if (request.violation() == null && HTTP.contains(request.name())) {
            LOG.warn(
                    "an HTTP request came to the control port from {}: closed",
                    ctx.channel().remoteAddress());
            close(ctx);
            return;
        }
        waiting.add(request);
        drain(ctx);
    }

    private void drain(ChannelHandlerContext ctx) {
        if (draining) {
            return;
        }
        draining = true;
        while (!running && !closing && ctx.channel().isWritable()) {
            Request request = waiting.poll();
            if (request == null) {
                break;
            }
            start(ctx, request);
        }
        draining = false;
        ctx.flush();
        ctx.channel().config().setAutoRead(!closing && waiting.size() < MAX_WAITING);
    }

    private void start(ChannelHandlerContext ctx, Request request) {
        running = true;
        runner.run(request, state).whenComplete((reply, failure) -> {
            if (ctx.executor().inEventLoop()) {
                finish(ctx, reply, failure);
            } else {
                ctx.executor().execute(() -> finish(ctx, reply, failure));
            }
        });
    }

    private void finish(ChannelHandlerContext ctx, @Nullable Reply reply, @Nullable Throwable failure) {
        running = false;
        if (reply == null) {
            ctx.fireExceptionCaught(failure == null ? new IllegalStateException("no reply") : failure);
            return;
        }
        boolean last = reply instanceof Reply.Last;
        ByteBuf out = ctx.alloc().buffer();
        ReplyWriter.write(out, reply instanceof Reply.Last it ? it.reply() : reply, state.protocol());
        if (last) {
            closing = true;
            waiting.clear();
            ctx.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.write(out).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            drain(ctx);
        }
    }

    private void close(ChannelHandlerContext ctx) {
        closing = true;
        waiting.clear();
        ChannelFuture unused = ctx.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        drain(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        waiting.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && state.role() == Role.NOBODY) {
            close(ctx);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("control port session {} failed", state.id(), cause);
        }
        close(ctx);
    }
}

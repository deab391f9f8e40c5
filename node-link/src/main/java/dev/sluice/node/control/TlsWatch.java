package dev.sluice.node.control;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what went wrong with TLS on the connection opened last. Lettuce has a connection before the handshake is done, and of
 * one that fails then may tell no more than that the connection was lost. Any thread.
 */
final class TlsWatch implements NettyCustomizer {
    private volatile @Nullable Throwable failure;

    /** Null when nothing has. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        failure = null;
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls != null) {
            channel.pipeline().addAfter(tls.name(), null, new Watcher());
        }
    }

    private final class Watcher extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
            if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
                failure = done.cause();
            }
            super.userEventTriggered(ctx, event);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
            failure = cause;
            super.exceptionCaught(ctx, cause);
        }
    }
}

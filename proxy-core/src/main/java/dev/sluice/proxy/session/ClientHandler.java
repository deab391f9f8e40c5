package dev.sluice.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates what Netty says about a client's channel. */
public final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ClientHandler.class);

    private final ClientSession session;

    public ClientHandler(ClientSession session) {
        this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        session.onClientBytes((ByteBuf) message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        session.onClientWritable(ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            session.onClientEof();
        } else if (event instanceof IdleStateEvent) {
            session.onClientIdle();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.onClientClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that resets its connection is gone; anything else is a fault of ours.
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
            // Who speaks no TLS where it is asked for, or shows no certificate, is no fault of ours either.
            log.debug("session {}: {}", session.id(), cause.getCause().getMessage());
        } else if (!(cause instanceof IOException)) {
            log.warn("session {} failed: {}", session.id(), cause.toString(), cause);
        }
        ctx.close();
    }
}

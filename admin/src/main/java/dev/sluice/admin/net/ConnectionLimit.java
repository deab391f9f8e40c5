package dev.sluice.admin.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import java.nio.charset.StandardCharsets;

/** Registers each connection, and answers one too many with a few words of its protocol before closing it. */
@Sharable
public final class ConnectionLimit extends ChannelInboundHandlerAdapter {
    private final ChannelGroup connections;
    private final int max;
    private final byte[] refusal;

    public ConnectionLimit(ChannelGroup connections, int max, String refusal) {
        this.connections = connections;
        this.max = max;
        this.refusal = refusal.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connections.add(ctx.channel());
        if (connections.size() > max) {
            ctx.channel().config().setAutoRead(false);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(refusal)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ctx.fireChannelActive();
    }
}

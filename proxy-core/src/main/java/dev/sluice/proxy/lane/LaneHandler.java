package dev.sluice.proxy.lane;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates what Netty says about a lane's channel. */
final class LaneHandler extends ChannelInboundHandlerAdapter {
    static final String NAME = "lane";

    private static final Logger log = LoggerFactory.getLogger(LaneHandler.class);

    private final Lane lane;

    LaneHandler(Lane lane) {
        this.lane = lane;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        lane.onBytes((ByteBuf) message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        lane.onWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lane.onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A reset by the node is its way to go; anything else is a fault of ours. Messages of I/O errors hold no
        // payload.
        if (!(cause instanceof IOException)) {
            log.warn("lane to {} failed: {}", lane.node().word(), cause.toString(), cause);
        }
        ctx.close();
    }
}

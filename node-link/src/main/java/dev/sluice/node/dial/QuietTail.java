package dev.sluice.node.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Stands behind TLS until the handshake is over: its failure is told by the dial, Netty need not log it as unhandled. */
final class QuietTail extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The handshake's future has it.
    }
}

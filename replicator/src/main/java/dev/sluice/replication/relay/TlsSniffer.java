package dev.sluice.replication.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** Tells by the first byte whether a node dials with TLS ({@code tls-replication yes}), and removes itself. */
final class TlsSniffer extends ChannelInboundHandlerAdapter {
    /** Content type of a TLS handshake record; no command begins with it. */
    private static final int TLS_HANDSHAKE = 0x16;

    private final @Nullable SslContext context;
    private final RelayListener listener;

    TlsSniffer(@Nullable SslContext context, RelayListener listener) {
        this.context = context;
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (!in.isReadable()) {
            in.release();
            return;
        }
        if (in.getByte(in.readerIndex()) != TLS_HANDSHAKE) {
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(in);
        } else if (context != null) {
            ctx.pipeline().replace(this, "tls", context.newHandler(ctx.alloc()));
            ctx.pipeline().fireChannelRead(in);
        } else {
            in.release();
            listener.onTrouble("a node dials the replication port with TLS, and no certificate is configured"
                    + " (sluice.replication.tls)");
            ctx.close();
        }
    }
}

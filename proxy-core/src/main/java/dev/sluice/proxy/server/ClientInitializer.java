package dev.sluice.proxy.server;

import dev.sluice.proxy.gate.LoopGate;
import dev.sluice.proxy.gate.TrafficGate;
import dev.sluice.proxy.session.ClientHandler;
import dev.sluice.proxy.session.ClientSession;
import dev.sluice.proxy.session.SessionTools;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes a session of a connection that was accepted, or turns it away when there are too many. */
final class ClientInitializer extends ChannelInitializer<Channel> {
    private static final String TOO_MANY = "ERR max number of clients reached";

    private final SessionTools tools;
    private final TrafficGate gate;
    private final @Nullable SslContext tls;
    private final AtomicInteger clients = new AtomicInteger();

    /** @param tls null for clients without TLS */
    ClientInitializer(SessionTools tools, TrafficGate gate, @Nullable SslContext tls) {
        this.tools = tools;
        this.gate = gate;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel client) {
        if (tls != null) {
            client.pipeline().addLast(HandlerNames.TLS, tls.newHandler(client.alloc()));
        }
        if (clients.incrementAndGet() > tools.limits().maxClients()) {
            clients.decrementAndGet();
            client.pipeline().addLast(new TurnAway());
            return;
        }
        tools.metrics().clientOpened();
        client.closeFuture().addListener(closed -> {
            clients.decrementAndGet();
            tools.metrics().clientClosed();
        });
        LoopGate loop = gate.at(client.eventLoop());
        ClientSession session = new ClientSession(tools.directory().newId(), client, loop, tools);
        addIdle(client);
        client.pipeline().addLast(HandlerNames.SESSION, new ClientHandler(session));
        loop.join(session);
    }

    private void addIdle(Channel client) {
        long idle = tools.limits().idleTimeout().toMillis();
        if (idle > 0) {
            // By what the client sends only: to watch its writes too would cost a promise for each.
            client.pipeline().addLast(HandlerNames.IDLE, new IdleStateHandler(idle, 0, 0, TimeUnit.MILLISECONDS));
        }
    }

    /** Says why in the server's words, and closes. */
    private final class TurnAway extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            tools.metrics().clientRejected();
            ByteBuf error = ctx.alloc().buffer();
            RespWriter.error(error, TOO_MANY);
            ctx.writeAndFlush(error).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}

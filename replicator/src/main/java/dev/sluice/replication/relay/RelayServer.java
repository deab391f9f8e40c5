package dev.sluice.replication.relay;

import dev.sluice.config.Endpoint;
import dev.sluice.config.TlsSettings;
import dev.sluice.node.transport.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replication port. Whoever may replicate may read everything, so it listens only between {@link #start} and
 * {@link #stop}, and only to peers that have a password of this migration. All methods on the event loop.
 */
public final class RelayServer {
    /** Bytes on their way to one node: bounds memory, and is enough to keep a fast link busy. */
    private static final WriteBufferWaterMark IN_FLIGHT = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);

    private final Transport transport;
    private final EventLoop loop;
    private final RelaySettings settings;
    private final RelayUsers users;
    private final RelayListener listener;
    private final ChannelGroup connections;
    private @Nullable Channel server;

    public RelayServer(
            Transport transport, EventLoop loop, RelaySettings settings, RelayUsers users, RelayListener listener) {
        this.transport = transport;
        this.loop = loop;
        this.settings = settings;
        this.users = users;
        this.listener = listener;
        this.connections = new DefaultChannelGroup(loop);
    }

    /** Listens. Completes on the loop with the port; fails with the reason in words. */
    public Future<Integer> start() {
        Promise<Integer> started = loop.newPromise();
        SslContext tls;
        try {
            tls = tlsContext(settings.tls());
        } catch (SSLException | IllegalArgumentException e) {
            return started.setFailure(
                    new RelayException("the certificate of the replication port cannot be used: " + e.getMessage(), e));
        }
        Endpoint listen = settings.listen();
        ChannelFuture bound = transport
                .server(loop, loop)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, IN_FLIGHT)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tls);
                    }
                })
                .bind(listen.host(), listen.port());
        server = bound.channel();
        bound.addListener(done -> {
            if (done.isSuccess()) {
                LOG.info("replication port open at {}", bound.channel().localAddress());
                started.setSuccess(port());
            } else {
                started.setFailure(new RelayException(
                        "the replication port " + listen + " cannot be opened: "
                                + Objects.requireNonNull(done.cause()).getMessage(),
                        done.cause()));
            }
        });
        return started;
    }

    private void accept(Channel channel, @Nullable SslContext tls) {
        if (connections.size() >= settings.maxConnections()) {
            listener.onTrouble("more than " + settings.maxConnections() + " connections to the replication port");
            channel.close();
            return;
        }
        connections.add(channel);
        channel.pipeline().addLast(new TlsSniffer(tls, listener), new ReceiverLink(settings, users, listener));
    }

    private static @Nullable SslContext tlsContext(@Nullable TlsSettings tls) throws SSLException {
        if (tls == null || tls.certificateFile() == null || tls.keyFile() == null) {
            return null;
        }
        return SslContextBuilder.forServer(
                        tls.certificateFile().toFile(), tls.keyFile().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress)
                        Objects.requireNonNull(server, "not started").localAddress())
                .getPort();
    }

    /** Stops listening and closes every connection. */
    public Future<Void> stop() {
        Channel listening = server;
        server = null;
        connections.close();
        return listening == null ? loop.newSucceededFuture(null) : listening.close();
    }
}

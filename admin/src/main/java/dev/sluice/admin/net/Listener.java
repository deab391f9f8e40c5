package dev.sluice.admin.net;

import dev.sluice.config.Endpoint;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listening socket and the connections that it accepted. Start and stop are called once each, from any thread but an
 * event loop: they wait.
 */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 64;
    private static final long STOP_SECONDS = 5;

    private final String name;
    private final Endpoint endpoint;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private @Nullable Channel server;

    /** @param name what listens here, for log and errors: {@code control port} */
    public Listener(String name, Endpoint endpoint) {
        this.name = name;
        this.endpoint = endpoint;
    }

    /** The connections that were accepted and are open; the initializer adds each. */
    public ChannelGroup connections() {
        return connections;
    }

    /**
     * Listens.
     *
     * @param secured whether a password is asked for; without one only a loopback address is listened on
     * @return the address, with the port that the system chose where the settings say 0
     * @throws IOException in words for the operator: the address is in use, is not this machine's, or asks for a password
     */
    public InetSocketAddress start(
            EventLoopGroup group,
            Class<? extends ServerChannel> type,
            boolean secured,
            ChannelInitializer<? extends Channel> initializer)
            throws IOException {
        InetAddress host = InetAddress.getByName(endpoint.host());
        if (!secured && !host.isLoopbackAddress()) {
            throw new IOException(
                    name + ": set a password to listen on " + endpoint + ", or listen on a loopback address");
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(type)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(initializer)
                .bind(new InetSocketAddress(host, endpoint.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    name + ": cannot listen on " + endpoint + ": " + reason(bound.cause()), bound.cause());
        }
        server = bound.channel();
        InetSocketAddress address = (InetSocketAddress) bound.channel().localAddress();
        LOG.info("{} listens on {}", name, new Endpoint(address.getAddress().getHostAddress(), address.getPort()));
        return address;
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Stops listening and closes every connection; waits a few seconds at most. Without effect when not started. */
    public void stop() {
        Channel listening = server;
        if (listening != null) {
            listening.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
            server = null;
        }
        connections.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
}

package dev.sluice.node.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's way to do sockets: native epoll, or the JDK's NIO where the native library is not there. Immutable; any thread.
 *
 * <p>The allocator is set explicitly on every channel: Netty 4.2's default (adaptive) has a history of memory regressions, the
 * pooled one is the measured choice. Small writes must leave at once ({@code TCP_NODELAY}): without it a fence took 44 ms
 * instead of 2.
 */
public final class Transport {
    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    private final String name;
    private final Supplier<IoHandlerFactory> handlers;
    private final Class<? extends SocketChannel> socketChannel;
    private final Class<? extends ServerSocketChannel> serverChannel;

    private Transport(
            String name,
            Supplier<IoHandlerFactory> handlers,
            Class<? extends SocketChannel> socketChannel,
            Class<? extends ServerSocketChannel> serverChannel) {
        this.name = name;
        this.handlers = handlers;
        this.socketChannel = socketChannel;
        this.serverChannel = serverChannel;
    }

    /** The fastest transport that this machine has: epoll, else NIO. */
    public static Transport detect() {
        if (Epoll.isAvailable()) {
            return epoll();
        }
        log.info("native epoll is not available ({}), using NIO", reason(Epoll.unavailabilityCause()));
        return nio();
    }

    /** The JDK's own sockets, present everywhere. */
    public static Transport nio() {
        return new Transport("nio", NioIoHandler::newFactory, NioSocketChannel.class, NioServerSocketChannel.class);
    }

    private static Transport epoll() {
        return new Transport(
                "epoll", EpollIoHandler::newFactory, EpollSocketChannel.class, EpollServerSocketChannel.class);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** {@code epoll} or {@code nio}. */
    public String name() {
        return name;
    }

    /**
     * New event loops; the caller shuts them down.
     *
     * @param threadName prefix of the threads' names
     * @param threads how many; 0 for one a processor
     */
    public EventLoopGroup newGroup(String threadName, int threads) {
        int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(threadName), handlers.get());
    }

    public Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }

    public Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    /** The process-wide pooled allocator, direct buffers preferred. */
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** A bootstrap for an outgoing connection on {@code loop}, with the options every connection has. Handler: the caller's. */
    public Bootstrap client(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(socketChannel)
                .option(ChannelOption.ALLOCATOR, allocator())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
    }

    /** A bootstrap for a listener whose connections have the options every connection has. Child handler: the caller's. */
    public ServerBootstrap server(EventLoopGroup acceptor, EventLoopGroup workers) {
        return new ServerBootstrap()
                .group(acceptor, workers)
                .channel(serverChannel)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
    }
}

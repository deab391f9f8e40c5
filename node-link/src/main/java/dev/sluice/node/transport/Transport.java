package dev.sluice.node.transport;

import dev.sluice.config.TransportKind;
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
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's way to do sockets: native epoll, io_uring where the settings ask for it, or the JDK's NIO. Immutable; any thread.
 *
 * <p>io_uring runs without buffer rings: registered buffers belong to the ring for good, and a few thousand clients made them
 * many times what the pool needs. A channel of io_uring reads into the buffer it is given while the loop goes on: never give
 * two channels the same one.
 *
 * <p>The allocator is set explicitly on every channel: Netty 4.2's default (adaptive) has a history of memory regressions, the
 * pooled one is the measured choice. Small writes must leave at once ({@code TCP_NODELAY}): without it a fence took 44 ms
 * instead of 2.
 */
public final class Transport {
    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    private final TransportKind kind;
    private final Supplier<IoHandlerFactory> handlers;
    private final Class<? extends SocketChannel> socketChannel;
    private final Class<? extends ServerSocketChannel> serverChannel;

    private Transport(
            TransportKind kind,
            Supplier<IoHandlerFactory> handlers,
            Class<? extends SocketChannel> socketChannel,
            Class<? extends ServerSocketChannel> serverChannel) {
        this.kind = kind;
        this.handlers = handlers;
        this.socketChannel = socketChannel;
        this.serverChannel = serverChannel;
    }

    /**
     * The transport that the settings ask for.
     *
     * @throws TransportUnavailableException when this machine lacks it
     */
    public static Transport of(TransportKind kind) throws TransportUnavailableException {
        return switch (kind) {
            case AUTO -> detect();
            case NIO -> nio();
            case EPOLL -> {
                demand(kind, Epoll.isAvailable(), Epoll.unavailabilityCause());
                yield epoll();
            }
            case IO_URING -> {
                demand(kind, IoUring.isAvailable(), IoUring.unavailabilityCause());
                yield ioUring();
            }
        };
    }

    private static void demand(TransportKind kind, boolean available, @Nullable Throwable cause)
            throws TransportUnavailableException {
        if (!available) {
            throw new TransportUnavailableException(kind, cause);
        }
    }

    /** Epoll where it is there, else NIO. */
    public static Transport detect() {
        if (Epoll.isAvailable()) {
            return epoll();
        }
        log.info(
                "native epoll is not available ({}), using NIO",
                TransportUnavailableException.reason(Epoll.unavailabilityCause()));
        return nio();
    }

    /** The JDK's own sockets, present everywhere. */
    public static Transport nio() {
        return new Transport(
                TransportKind.NIO, NioIoHandler::newFactory, NioSocketChannel.class, NioServerSocketChannel.class);
    }

    private static Transport epoll() {
        return new Transport(
                TransportKind.EPOLL,
                EpollIoHandler::newFactory,
                EpollSocketChannel.class,
                EpollServerSocketChannel.class);
    }

    private static Transport ioUring() {
        return new Transport(
                TransportKind.IO_URING,
                IoUringIoHandler::newFactory,
                IoUringSocketChannel.class,
                IoUringServerSocketChannel.class);
    }

    /** What it is; never {@link TransportKind#AUTO}. */
    public TransportKind kind() {
        return kind;
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

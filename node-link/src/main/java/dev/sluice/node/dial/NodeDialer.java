package dev.sluice.node.dial;

import dev.sluice.config.NodeSettings;
import dev.sluice.node.transport.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens connections to nodes. Callable from any thread; everything about a connection happens on the loop it is dialled on,
 * except what would block that loop (resolving a name, reading certificate files, the arithmetic of a TLS handshake), which
 * runs on at most {@value #HELPER_THREADS} threads that end when idle.
 */
public final class NodeDialer {
    private static final int HELPER_THREADS = 2;
    private static final long HELPER_IDLE_SECONDS = 10;

    private final Transport transport;
    private final TlsContexts contexts = new TlsContexts();
    private final ThreadPoolExecutor helpers;

    public NodeDialer(Transport transport) {
        this.transport = transport;
        this.helpers = new ThreadPoolExecutor(
                HELPER_THREADS,
                HELPER_THREADS,
                HELPER_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("sluice-dial", true));
        helpers.allowCoreThreadTimeOut(true);
    }

    /**
     * Connects to {@code node}, verifies its certificate when it has TLS settings, then lets {@code pipeline} add its handlers.
     * Those are added to a channel that is active already: they see {@code handlerAdded}, not {@code channelActive}. All of it
     * together is bounded by the node's connect timeout.
     *
     * @param pipeline called on the loop, once, only on success
     * @return completes on the loop; fails with a {@link NodeDialException}. Cancelling it closes what was opened
     */
    public Future<Channel> dial(EventLoop loop, NodeSettings node, Consumer<ChannelPipeline> pipeline) {
        Promise<Channel> promise = loop.newPromise();
        new DialAttempt(transport, contexts, helpers, loop, node, pipeline, promise).start();
        return promise;
    }
}

package dev.sluice.node.dial;

import dev.sluice.config.NodeSettings;
import dev.sluice.node.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One dial, from name to ready channel. After {@link #start} everything but {@link #prepare} runs on the loop. */
final class DialAttempt {
    private final Transport transport;
    private final TlsContexts contexts;
    private final Executor helpers;
    private final EventLoop loop;
    private final NodeSettings node;
    private final Consumer<ChannelPipeline> pipeline;
    private final Promise<Channel> promise;

    /** Written by whoever is at work, read by the timer for its message. */
    private volatile DialStage stage = DialStage.RESOLVE;

    private @Nullable Channel channel;

    DialAttempt(
            Transport transport,
            TlsContexts contexts,
            Executor helpers,
            EventLoop loop,
            NodeSettings node,
            Consumer<ChannelPipeline> pipeline,
            Promise<Channel> promise) {
        this.transport = transport;
        this.contexts = contexts;
        this.helpers = helpers;
        this.loop = loop;
        this.node = node;
        this.pipeline = pipeline;
        this.promise = promise;
    }

    void start() {
        ScheduledFuture<?> timer = loop.schedule(
                () -> fail(DialFailures.timeout(node, stage)),
                node.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        promise.addListener(done -> {
            timer.cancel(false);
            if (!done.isSuccess() && channel != null) {
                channel.close();
            }
        });
        helpers.execute(this::prepare);
    }

    /** On a helper thread: what may block. */
    private void prepare() {
        try {
            InetAddress address = InetAddress.getByName(node.endpoint().host());
            stage = DialStage.CERTIFICATES;
            SslContext tls = node.tls() == null ? null : contexts.client(node.tls());
            loop.execute(() -> connect(address, tls));
        } catch (UnknownHostException e) {
            fail(DialFailures.unknownHost(node, e));
        } catch (TlsContextException e) {
            fail(DialFailures.tlsSettings(node, e));
        }
    }

    private void connect(InetAddress address, @Nullable SslContext tls) {
        if (promise.isDone()) {
            return;
        }
        stage = DialStage.CONNECT;
        SslHandler sslHandler = tls == null ? null : sslHandler(tls);
        Bootstrap bootstrap = transport
                .client(loop)
                // One clock for the whole dial: the timer of start().
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        if (sslHandler != null) {
                            opened.pipeline().addLast(sslHandler, new QuietTail());
                        }
                    }
                });
        ChannelFuture connecting =
                bootstrap.connect(new InetSocketAddress(address, node.endpoint().port()));
        channel = connecting.channel();
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                fail(DialFailures.connect(node, connected.cause()));
            } else if (sslHandler == null) {
                ready(connecting.channel());
            } else {
                awaitTls(connecting.channel(), sslHandler);
            }
        });
    }

    private SslHandler sslHandler(SslContext tls) {
        SslHandler handler = tls.newHandler(
                transport.allocator(), node.endpoint().host(), node.endpoint().port(), helpers);
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }

    private void awaitTls(Channel connected, SslHandler sslHandler) {
        stage = DialStage.TLS;
        sslHandler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                ready(connected);
            } else {
                fail(DialFailures.tls(node, done.cause()));
            }
        });
    }

    private void ready(Channel connected) {
        if (!connected.isActive()) {
            fail(DialFailures.closed(node));
            return;
        }
        if (!promise.setUncancellable()) {
            return;
        }
        try {
            if (connected.pipeline().get(QuietTail.class) != null) {
                connected.pipeline().remove(QuietTail.class);
            }
            pipeline.accept(connected.pipeline());
            promise.setSuccess(connected);
        } catch (RuntimeException e) {
            fail(DialFailures.handlers(node, e));
        }
    }

    private void fail(NodeDialException problem) {
        promise.tryFailure(problem);
    }
}

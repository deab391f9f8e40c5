package dev.sluice.admin.http;

import dev.sluice.admin.clients.ClientSource;
import dev.sluice.admin.net.ConnectionLimit;
import dev.sluice.admin.net.Listener;
import dev.sluice.admin.net.Workers;
import dev.sluice.config.HttpSettings;
import dev.sluice.cutover.api.Migration;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The HTTP port: {@code /metrics}, {@code /health/live}, {@code /health/ready}, {@code /api/v1/status},
 * {@code /api/v1/clients} and {@code /}. With a
 * password everything but health asks for it. Nothing blocks an event loop.
 */
public final class HttpServer {
    /** Connections at a time; one more is answered 503 and closed. */
    public static final int MAX_CONNECTIONS = 64;

    /** A connection silent for so long is closed. */
    public static final int IDLE_TIMEOUT_SECONDS = 30;

    static final int MAX_LINE_BYTES = 4 << 10;
    static final int MAX_HEADER_BYTES = 8 << 10;
    static final int MAX_BODY_BYTES = 8 << 10;

    private static final String FULL =
            "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private final Listener listener;
    private final boolean secured;
    private final Router router;
    private final ThreadPoolExecutor workers = Workers.of("sluice-http", MAX_CONNECTIONS);
    private final EventLoopGroup group;
    private final Class<? extends ServerSocketChannel> channelType;
    private final ConnectionLimit limit;

    /**
     * @param readiness asked for each request to {@code /health/ready}, on a worker
     * @param group runs the connections; it stays the caller's to shut down
     */
    public HttpServer(
            HttpSettings settings,
            PrometheusMeterRegistry metrics,
            Migration migration,
            ClientSource clients,
            Supplier<Readiness> readiness,
            EventLoopGroup group,
            Class<? extends ServerSocketChannel> channelType) {
        this.listener = new Listener("HTTP port", settings.listen());
        this.secured = settings.password() != null;
        this.router = new Router(new BasicAuth(settings.password()), metrics, migration, clients, readiness);
        this.group = group;
        this.channelType = channelType;
        this.limit = new ConnectionLimit(listener.connections(), MAX_CONNECTIONS, FULL);
    }

    /**
     * Listens; called once.
     *
     * @return the address, with the port that the system chose where the settings say 0
     * @throws IOException in words for the operator
     */
    public InetSocketAddress start() throws IOException {
        return listener.start(group, channelType, secured, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast("limit", limit);
                addTo(channel.pipeline(), router::answer, workers);
            }
        });
    }

    static void addTo(ChannelPipeline pipeline, Function<Query, HttpReply> pages, Executor workers) {
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
        pipeline.addLast("idle", new IdleStateHandler(0, 0, IDLE_TIMEOUT_SECONDS));
        pipeline.addLast("codec", new HttpServerCodec(limits));
        pipeline.addLast("keep-alive", new HttpServerKeepAliveHandler());
        pipeline.addLast("aggregator", new HttpObjectAggregator(MAX_BODY_BYTES));
        pipeline.addLast("pages", new HttpHandler(pages, workers));
    }

    /** Closes the listener and every connection, and waits a few seconds at most for that. */
    public void stop() {
        listener.stop();
        workers.shutdown();
    }
}

package dev.sluice.proxy.server;

import dev.sluice.config.Endpoint;
import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.config.TlsSettings;
import dev.sluice.node.command.CommandTable;
import dev.sluice.node.transport.Transport;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.command.RefusedCommands;
import dev.sluice.proxy.gate.LoopGate;
import dev.sluice.proxy.gate.TrafficGate;
import dev.sluice.proxy.gate.Unblocker;
import dev.sluice.proxy.identity.SessionDirectory;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.lane.LaneMetrics;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.proxy.script.ScriptRecord;
import dev.sluice.proxy.session.BufferBudget;
import dev.sluice.proxy.session.ClientSession;
import dev.sluice.proxy.session.SessionTools;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for clients. Built with its event loops and its gate, serves from {@link #start} to {@link #stop}; both are called
 * once, by one thread.
 */
public final class ProxyServer {
    private static final Logger log = LoggerFactory.getLogger(ProxyServer.class);

    private static final int BACKLOG = 511;
    private static final long DRAIN_CHECK_MILLIS = 10;

    private final Endpoint listen;
    private final @Nullable TlsSettings tls;
    private final LimitsSettings limits;
    private final Transport transport;
    private final EventLoopGroup acceptor;
    private final EventLoopGroup loops;
    private final SessionTools tools;
    private final TrafficGate gate;
    private @Nullable Channel listener;

    /**
     * @param tls certificate for clients; null serves without TLS
     * @param dialer opens lanes, without credentials of Sluice's own
     * @param commands the active node's command table; asked for every command, so it must be cheap
     * @param refused full names in lower case of the commands that no client may use
     * @param unblocker ends blocking commands at the active node
     * @param active the node that serves at first
     */
    public ProxyServer(
            Endpoint listen,
            @Nullable TlsSettings tls,
            LimitsSettings limits,
            LaneMode lanes,
            Transport transport,
            LaneDialer dialer,
            Supplier<CommandTable> commands,
            Collection<String> refused,
            Unblocker unblocker,
            MeterRegistry registry,
            NodeRole active) {
        this.listen = listen;
        this.tls = tls;
        this.limits = limits;
        this.transport = transport;
        this.acceptor = transport.newGroup("sluice-accept", 1);
        this.loops = transport.newGroup("sluice-proxy", limits.eventLoops());
        ProxyMetrics metrics = new ProxyMetrics(registry);
        this.tools = new SessionTools(
                limits,
                lanes,
                new CommandClassifier(commands, new RefusedCommands(refused)),
                dialer,
                metrics,
                new BufferBudget(limits.bufferedBytes()),
                new SessionDirectory(),
                new ScriptRecord(limits.carried().scripts(), limits.carried().scriptBytes()),
                System::nanoTime);
        this.gate = new TrafficGate(
                loops,
                dialer,
                metrics,
                new LaneMetrics(registry),
                tools.scripts(),
                active,
                unblocker,
                System::nanoTime);
        GateMeters.register(registry, gate);
    }

    /**
     * Listens.
     *
     * @return the address, with the port the system chose if none was given
     * @throws IOException when the address cannot be had, or the certificate cannot be used
     */
    public InetSocketAddress start() throws IOException {
        int buffer = limits.clientBufferBytes();
        var bound = transport
                .server(acceptor, loops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(buffer / 2, buffer))
                .childHandler(new ClientInitializer(tools, gate, tls == null ? null : ClientTls.context(tls)))
                .bind(listen.host(), listen.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + listen + ": " + bound.cause().getMessage(), bound.cause());
        }
        listener = bound.channel();
        InetSocketAddress address = (InetSocketAddress) bound.channel().localAddress();
        log.info(
                "clients are served at {}, from {}",
                address,
                gate.status().active().word());
        return address;
    }

    /** What is known of each session. */
    public SessionDirectory sessions() {
        return tools.directory();
    }

    /** The only door to the sessions. */
    public TrafficGate gate() {
        return gate;
    }

    /**
     * Takes no more clients and no more commands, lets the outstanding replies out for at most the drain timeout, and closes
     * everything.
     *
     * @return completes when the event loops have ended; never fails
     */
    public CompletionStage<Void> stop() {
        Channel listening = listener;
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        if (listening == null) {
            shutDown(stopped);
            return stopped;
        }
        long deadline = System.nanoTime() + limits.drainTimeout().toNanos();
        listening.close().addListener(closed -> {
            onEachLoop(ClientSession::finish);
            acceptor.next().execute(() -> endWhenDrained(deadline, stopped));
        });
        return stopped;
    }

    private void endWhenDrained(long deadline, CompletableFuture<Void> stopped) {
        if (tools.metrics().connected() == 0 || System.nanoTime() - deadline >= 0) {
            onEachLoop(ClientSession::end);
            shutDown(stopped);
        } else {
            acceptor.next()
                    .schedule(() -> endWhenDrained(deadline, stopped), DRAIN_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void onEachLoop(java.util.function.Consumer<ClientSession> action) {
        for (EventExecutor loop : loops) {
            LoopGate sessions = gate.at((io.netty.channel.EventLoop) loop);
            loop.execute(() -> sessions.sessions().forEach(action));
        }
    }

    private void shutDown(CompletableFuture<Void> stopped) {
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(ended -> stopped.complete(null));
    }
}

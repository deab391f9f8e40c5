package dev.sluice.it.proxy;

import dev.sluice.app.adapter.NodeUnblocker;
import dev.sluice.config.CarriedLimits;
import dev.sluice.config.Endpoint;
import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.node.command.CommandTable;
import dev.sluice.node.control.ControlResources;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.transport.Transport;
import dev.sluice.proxy.gate.HoldLimits;
import dev.sluice.proxy.gate.SwitchReport;
import dev.sluice.proxy.gate.TrafficGate;
import dev.sluice.proxy.lane.NodeLaneDialer;
import dev.sluice.proxy.server.ProxyServer;
import dev.sluice.testservers.RunningServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** A proxy in front of one or two servers. */
final class ProxyRig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ProxyServer server;
    private final ControlResources resources = new ControlResources();
    private final NodeUnblocker unblocker;
    final InetSocketAddress address;

    ProxyRig(InetSocketAddress source) throws IOException {
        this(source, source, limits());
    }

    ProxyRig(InetSocketAddress source, InetSocketAddress target) throws IOException {
        this(source, target, limits());
    }

    ProxyRig(InetSocketAddress source, InetSocketAddress target, LimitsSettings limits) throws IOException {
        this(Transport.detect(), node(NodeRole.SOURCE, source, null), node(NodeRole.TARGET, target, null), limits);
    }

    ProxyRig(Transport transport, NodeSettings source, NodeSettings target, LimitsSettings limits) throws IOException {
        this(transport, source, target, limits, LaneMode.AUTO);
    }

    ProxyRig(Transport transport, NodeSettings source, NodeSettings target, LimitsSettings limits, LaneMode lanes)
            throws IOException {
        this(transport, null, source, target, limits, lanes);
    }

    /** @param tls what clients are shown; null for no TLS */
    ProxyRig(
            Transport transport,
            @Nullable TlsSettings tls,
            NodeSettings source,
            NodeSettings target,
            LimitsSettings limits,
            LaneMode lanes)
            throws IOException {
        NodeLaneDialer dialer = new NodeLaneDialer(
                new NodeDialer(transport), role -> role == NodeRole.SOURCE ? source : target, limits);
        unblocker = new NodeUnblocker(Map.of(
                NodeRole.SOURCE, new NodeControlClient(source, resources),
                NodeRole.TARGET, new NodeControlClient(target, resources)));
        server = new ProxyServer(
                new Endpoint("127.0.0.1", 0),
                tls,
                limits,
                lanes,
                transport,
                dialer,
                CommandTable::builtIn,
                List.of("shutdown", "replicaof", "debug"),
                unblocker,
                registry,
                NodeRole.SOURCE);
        address = server.start();
    }

    /** All clients on one event loop, so that they share lanes. */
    static ProxyRig ofOneLoop(RunningServer server) throws IOException {
        NodeSettings node = node(NodeRole.SOURCE, server.address(), null);
        LimitsSettings of = limits();
        LimitsSettings limits = new LimitsSettings(
                of.maxClients(),
                of.maxBulkBytes(),
                of.maxElements(),
                of.maxInlineBytes(),
                of.maxDepth(),
                of.streamThresholdBytes(),
                of.clientBufferBytes(),
                of.idleTimeout(),
                of.drainTimeout(),
                1,
                of.slowClientBufferBytes(),
                of.slowClientTimeout(),
                of.bufferedBytes(),
                of.largeReplyBytes(),
                of.sharedOutstanding(),
                of.carried());
        return new ProxyRig(Transport.detect(), node, node, limits, LaneMode.AUTO);
    }

    static ProxyRig of(RunningServer source, RunningServer target, LaneMode lanes) throws IOException {
        return new ProxyRig(
                Transport.detect(),
                node(NodeRole.SOURCE, source.address(), null),
                node(NodeRole.TARGET, target.address(), null),
                limits(),
                lanes);
    }

    /** Moves every session, as a cutover does, but with nothing copied. */
    SwitchReport cutOver(NodeRole to, long epoch) throws ExecutionException, InterruptedException, TimeoutException {
        await(gate().prepare(to));
        await(gate().holdWrites(new HoldLimits(64 << 20, 100_000)));
        await(gate().drainWrites());
        await(gate().holdReads());
        SwitchReport report = await(gate().switchTo(to, epoch));
        await(gate().resume());
        return report;
    }

    static LimitsSettings limits() {
        return limits(1000, Duration.ZERO);
    }

    static LimitsSettings limits(int maxClients, Duration idle) {
        return new LimitsSettings(
                maxClients,
                512L << 20,
                1 << 20,
                64 << 10,
                32,
                64 << 10,
                1 << 20,
                idle,
                Duration.ofSeconds(5),
                2,
                32 << 20,
                Duration.ofSeconds(1),
                256L << 20,
                256 << 10,
                1024,
                new CarriedLimits(100, 64 << 10, 100, 1 << 20));
    }

    static NodeSettings node(NodeRole role, InetSocketAddress address, @Nullable TlsSettings tls) {
        return new NodeSettings(
                role,
                new Endpoint(address.getHostString(), address.getPort()),
                null,
                null,
                tls,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }

    TrafficGate gate() {
        return server.gate();
    }

    Jedis client() {
        return new Jedis(address.getHostString(), address.getPort(), (int) PATIENCE.toMillis());
    }

    RawClient raw() throws IOException {
        return new RawClient(address);
    }

    /** Lanes of a kind that are open now. */
    double open(String kind) {
        return registry.get("sluice.lanes").tag("kind", kind).gauge().value();
    }

    double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    static <T> T await(CompletionStage<T> stage) throws ExecutionException, InterruptedException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        try (resources;
                unblocker) {
            await(server.stop());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the proxy did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

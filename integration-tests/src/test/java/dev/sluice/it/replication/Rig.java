package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.ReplicationSettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.it.Servers;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.transport.Transport;
import dev.sluice.replication.control.Credentials;
import dev.sluice.replication.control.Phase;
import dev.sluice.replication.control.Replicator;
import dev.sluice.replication.control.ReplicatorStatus;
import dev.sluice.replication.control.Snapshot;
import dev.sluice.replication.guard.ReceiverLimits;
import dev.sluice.replication.position.Position;
import dev.sluice.testservers.FaultyLink;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.args.ClientPauseMode;

/** Two servers, a replicator between them, and by hand what the cutover does with the nodes. */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<NodeRole, RunningServer> servers = new EnumMap<>(NodeRole.class);
    private final Map<NodeRole, FaultyLink> links = new EnumMap<>(NodeRole.class);
    private final Map<NodeRole, Jedis> controls = new EnumMap<>(NodeRole.class);
    private final Path stateDir;
    private final TlsSettings relayTls;
    private final int port;
    private final FaultyLink relayLink;
    private final Transport transport = Transport.detect();
    private long spoolMax = 1L << 30;
    private long segment = 1 << 20;
    private long retain = 1 << 20;
    private Replicator replicator;

    Rig(ServerBinary source, ServerBinary target, Path stateDir) {
        this(Servers.start(source), Servers.start(target), stateDir, null);
    }

    /** @param relayTls certificate of the replication port, null for none */
    Rig(RunningServer source, RunningServer target, Path stateDir, TlsSettings relayTls) {
        this.stateDir = stateDir;
        this.relayTls = relayTls;
        servers.put(NodeRole.SOURCE, source);
        servers.put(NodeRole.TARGET, target);
        servers.forEach((role, server) -> {
            links.put(role, FaultyLink.to(server.address()));
            controls.put(role, connect(server));
        });
        port = Ports.free();
        relayLink = FaultyLink.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        replicator = newReplicator();
    }

    /** Bounds of the spool of the next replicator. */
    Rig spool(long maxBytes, long segmentBytes, long retainBytes) {
        spoolMax = maxBytes;
        segment = segmentBytes;
        retain = retainBytes;
        replicator.close();
        replicator = newReplicator();
        return this;
    }

    private Replicator newReplicator() {
        ReplicationSettings settings = new ReplicationSettings(
                new Endpoint("127.0.0.1", port),
                "127.0.0.1",
                relayLink.port(),
                relayTls,
                spoolMax,
                segment,
                retain,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(20),
                false);
        Map<NodeRole, NodeSettings> nodes = new EnumMap<>(NodeRole.class);
        links.forEach((role, link) -> nodes.put(
                role,
                new NodeSettings(
                        role,
                        new Endpoint("127.0.0.1", link.port()),
                        null,
                        null,
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5))));
        return new Replicator(
                settings, nodes, stateDir, transport, new NodeDialer(transport)::dial, new SimpleMeterRegistry());
    }

    /** Ends the process's part of the replication, as a restart of Sluice does, and has a new one. */
    Replicator reopen() {
        replicator.close();
        replicator = newReplicator();
        return replicator;
    }

    static Jedis connect(RunningServer server) {
        return new Jedis(
                new HostAndPort(server.host(), server.port()),
                DefaultJedisClientConfig.builder()
                        .autoNegotiateProtocol(false)
                        .timeoutMillis(10_000)
                        .build());
    }

    Replicator replicator() {
        return replicator;
    }

    Jedis control(NodeRole role) {
        return controls.get(role);
    }

    /** After a restart of the server. */
    void reconnectControl(NodeRole role) {
        controls.get(role).close();
        controls.put(role, connect(server(role)));
    }

    /** Writes so many bytes. */
    void fill(NodeRole role, int bytes) {
        String value = "x".repeat(10_000);
        try (Jedis jedis = connect(server(role));
                Pipeline pipeline = jedis.pipelined()) {
            for (int i = 0; i < bytes / value.length(); i++) {
                pipeline.set("filler:" + i % 10, value);
            }
        }
    }

    RunningServer server(NodeRole role) {
        return servers.get(role);
    }

    /** The link by which Sluice reaches a node. */
    FaultyLink linkTo(NodeRole role) {
        return links.get(role);
    }

    /** The link by which both nodes reach Sluice. */
    FaultyLink relayLink() {
        return relayLink;
    }

    /** Starts a full copy and lets the other node follow. */
    Snapshot copyFrom(NodeRole from) throws Exception {
        Snapshot snapshot = get(replicator.start(from, version(from.other())));
        replicator.receiver(from.other(), limits(from.other()));
        follow(from.other());
        return snapshot;
    }

    void follow(NodeRole role) {
        Credentials credentials = replicator.credentials(role);
        Jedis node = control(role);
        node.configSet("masteruser", credentials.user());
        node.configSet("masterauth", credentials.password().reveal());
        node.replicaof(credentials.announced().host(), credentials.announced().port());
    }

    void promote(NodeRole role) {
        control(role).replicaofNoOne();
    }

    void rejectWrites(NodeRole role) {
        control(role).configSet("min-replicas-to-write", "2147483647");
    }

    void acceptWrites(NodeRole role) {
        control(role).configSet("min-replicas-to-write", "0");
    }

    /** Reject, catch up, demote, and wait until the standby stands at the final offset. */
    Position demote(NodeRole active) throws Exception {
        rejectWrites(active);
        control(active).clientPause(5000, ClientPauseMode.WRITE);
        awaitCaughtUp(active);
        CompletionStage<Position> demoted = replicator.awaitDemoted(active);
        follow(active);
        Position last = get(demoted);
        control(active).clientUnpause();
        eventually()
                .untilAsserted(() ->
                        assertThat(offset(active.other(), "slave_repl_offset")).isEqualTo(last.offset()));
        return last;
    }

    /** The whole switch, up to the answer to the old active node. */
    void switchFrom(NodeRole active) throws Exception {
        Position last = demote(active);
        promote(active.other());
        Position promoted = get(replicator.attachReverse(active.other(), last));
        assertThat(promoted.offset()).isEqualTo(last.offset());
        assertThat(promoted.replid())
                .isEqualTo(info(active.other(), "replication").get("master_replid"));
        acceptWrites(active);
        replicator.receiver(active, limits(active));
        get(replicator.commitReverse());
    }

    /** Every test waits with a bound, and for something that happens. */
    static ConditionFactory eventually() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).pollDelay(Duration.ZERO);
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    void awaitStreaming() {
        eventually()
                .untilAsserted(() -> assertThat(replicator.status())
                        .matches(
                                status -> status.phase() == Phase.STREAMING && status.captureUp() && status.applyUp()));
    }

    /** Waits until the receiver has applied all that the node captured from has. */
    long awaitCaughtUp(NodeRole from) {
        eventually().untilAsserted(() -> {
            ReplicatorStatus status = replicator.status();
            assertThat(status.problem()).isNull();
            assertThat(offset(from.other(), "slave_repl_offset"))
                    .as(status.toString())
                    .isEqualTo(offset(from, "master_repl_offset"));
        });
        long offset = offset(from, "master_repl_offset");
        replicator.observeApplied(from.other(), offset);
        return offset;
    }

    long offset(NodeRole role, String field) {
        String value = info(role, "replication").get(field);
        return value == null ? -1 : Long.parseLong(value);
    }

    Map<String, String> info(NodeRole role, String section) {
        Map<String, String> fields = new HashMap<>();
        for (String line : control(role).info(section).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }

    String version(NodeRole role) {
        Map<String, String> server = info(role, "server");
        return server.getOrDefault("valkey_version", server.get("redis_version"));
    }

    ReceiverLimits limits(NodeRole role) {
        return new ReceiverLimits(
                commands(role),
                Integer.parseInt(control(role).configGet("databases").get("databases")),
                version(role));
    }

    private Set<String> commands(NodeRole role) {
        Set<String> names = new HashSet<>();
        addCommands((List<?>) control(role).sendCommand(Protocol.Command.COMMAND), names);
        return names;
    }

    private static void addCommands(List<?> table, Set<String> names) {
        for (Object entry : table) {
            List<?> command = (List<?>) entry;
            names.add(new String((byte[]) command.get(0), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
            if (command.size() > 9) {
                addCommands((List<?>) command.get(9), names);
            }
        }
    }

    /** Everything in a node as text, whatever its version: for comparing two of them. */
    Map<String, String> contents(NodeRole role) {
        return Contents.of(control(role));
    }

    void assertEqualContents() {
        assertThat(contents(NodeRole.TARGET)).isEqualTo(contents(NodeRole.SOURCE));
    }

    @Override
    public void close() {
        replicator.close();
        relayLink.close();
        controls.values().forEach(Jedis::close);
        links.values().forEach(FaultyLink::close);
        servers.values().forEach(RunningServer::close);
    }
}

package dev.sluice.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.Secret;
import dev.sluice.it.Servers;
import dev.sluice.node.control.ControlResources;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.ledger.NodeLedger;
import dev.sluice.node.operator.NodeOperator;
import dev.sluice.node.operator.NodeReplication;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

class NodeOperatorIT {
    private static final ControlResources RESOURCES = new ControlResources();

    @TempDir
    private Path stateDir;

    @AfterAll
    static void close() {
        RESOURCES.close();
    }

    private NodeOperator operator(NodeControlClient client) throws Exception {
        return new NodeOperator(client, NodeLedger.open(stateDir), Clock.systemUTC());
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldRejectWritesAndAcceptThemAgainInALaterProcess(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line), "min-replicas-max-lag 0");
                Jedis app = new Jedis(server.host(), server.port());
                NodeControlClient client = new NodeControlClient(Nodes.plain(server), RESOURCES)) {
            app.set("key", "1");
            NodeOperator operator = operator(client);

            long offset = operator.rejectWrites();

            assertThatThrownBy(() -> app.set("key", "2"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("NOREPLICAS");
            assertThat(app.get("key")).isEqualTo("1");
            assertThat(offset).isEqualTo(operator.replicationInfo().offset());
            assertThat(operator.changed()).isEqualTo(Map.of("min-replicas-to-write", "0", "min-replicas-max-lag", "0"));

            operator(client).acceptWrites();

            assertThat(app.set("key", "3")).isEqualTo("OK");
            assertThat(client.configGet("min-replicas-to-write", "min-replicas-max-lag"))
                    .isEqualTo(Map.of("min-replicas-to-write", "0", "min-replicas-max-lag", "0"));
            assertThat(operator(client).changed()).isEmpty();
            operator(client).acceptWrites();
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldFollowAndPromote(Family family, String line) throws Exception {
        ServerBinary binary = Servers.of(family, line);
        try (RunningServer master = Servers.start(binary);
                RunningServer replica = Servers.start(binary, "masterauth old-secret");
                Jedis admin = new Jedis(master.host(), master.port());
                NodeControlClient masterClient = new NodeControlClient(Nodes.plain(master), RESOURCES);
                NodeControlClient client = new NodeControlClient(Nodes.plain(replica), RESOURCES)) {
            admin.aclSetUser("link", "on", ">new-secret", "+psync", "+replconf", "+ping");
            admin.set("key", "value");
            NodeOperator operator = operator(client);

            operator.follow(new Endpoint("127.0.0.1", master.port()), "link", Secret.of("new-secret"));

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> operator.replicationInfo().masterLinkUp());
            NodeReplication following = operator.replicationInfo();
            NodeReplication followed = operator(masterClient).replicationInfo();
            assertThat(following.role()).isEqualTo("slave");
            assertThat(following.masterHost()).isEqualTo("127.0.0.1");
            assertThat(following.masterPort()).isEqualTo(master.port());
            assertThat(following.replid()).isEqualTo(followed.replid());
            assertThat(following.runId()).isNotEqualTo(followed.runId());
            assertThat(following.unexpectedErrors()).isZero();
            assertThat(operator.changed()).isEqualTo(Map.of("masteruser", "", "masterauth", "***"));

            operator.promote();

            NodeReplication promoted = operator.replicationInfo();
            assertThat(promoted.role()).isEqualTo("master");
            assertThat(promoted.replid2()).isEqualTo(followed.replid());
            assertThat(promoted.replid2Offset()).isEqualTo(promoted.offset() + 1);
            assertThat(promoted.masterHost()).isNull();
            operator.promote();
            operator.restoreAll();
            assertThat(client.configGet("masteruser", "masterauth"))
                    .isEqualTo(Map.of("masteruser", "", "masterauth", "old-secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldPauseWritesUntilTold(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line));
                Jedis app = new Jedis(server.host(), server.port(), 200);
                NodeControlClient client = new NodeControlClient(Nodes.plain(server), RESOURCES)) {
            NodeOperator operator = operator(client);
            operator.unpauseWrites();

            operator.pauseWrites(Duration.ofMinutes(5));

            assertThat(app.get("key")).isNull();
            assertThatThrownBy(() -> app.set("key", "1")).hasMessageContaining("timed out");
            operator.unpauseWrites();
            try (Jedis next = new Jedis(server.host(), server.port())) {
                assertThat(next.set("key", "2")).isEqualTo("OK");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldPutEveryKindOfParameterBackAsItWas(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line));
                NodeControlClient client = new NodeControlClient(Nodes.plain(server), RESOURCES)) {
            Map<String, String> before = client.configGet("repl-backlog-size", "client-output-buffer-limit", "save");
            NodeOperator operator = operator(client);
            operator.setTemporarily("repl-backlog-size", "268435456");
            operator.setTemporarily("client-output-buffer-limit", "replica 0 0 0");
            operator.setTemporarily("save", "3600 1");
            assertThat(client.configGet("repl-backlog-size")).containsEntry("repl-backlog-size", "268435456");

            assertThat(operator.role()).isEqualTo(NodeRole.SOURCE);
            operator(client).restoreAll();

            assertThat(client.configGet("repl-backlog-size", "client-output-buffer-limit", "save"))
                    .isEqualTo(before);
        }
    }
}

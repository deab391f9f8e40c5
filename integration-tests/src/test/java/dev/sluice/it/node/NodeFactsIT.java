package dev.sluice.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.it.Servers;
import dev.sluice.node.control.ControlResources;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.facts.FactsReader;
import dev.sluice.node.facts.NodeFacts;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

class NodeFactsIT {
    private static final ControlResources RESOURCES = new ControlResources();
    private static final String DEMOTED = "role:slave";

    @AfterAll
    static void close() {
        RESOURCES.close();
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldReadWhatANodeSaysOfItself(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line), "masterauth hunter2", "databases 20");
                Jedis app = new Jedis(server.host(), server.port());
                NodeControlClient client = new NodeControlClient(Nodes.plain(server), RESOURCES)) {
            app.aclSetUser("app", "on", ">password", "~*", "+@all");
            app.aclSetUser("gone", "off");
            app.auth("app", "password");
            app.clientSetname("worker");
            app.set("key", "value");
            app.select(19);
            app.mset("a", "1", "b", "2");

            NodeFacts facts = new FactsReader(client, Clock.systemUTC()).read();

            assertThat(facts.family()).isEqualTo(family.toString().toLowerCase(Locale.ROOT));
            assertThat(facts.version()).isEqualTo(server.binary().version());
            assertThat(facts.info()).containsKeys("run_id", "master_repl_offset", "used_memory", "cmdstat_set");
            assertThat(facts.config())
                    .containsEntry("databases", "20")
                    .containsEntry("masterauth", "***")
                    .containsEntry("masteruser", "")
                    .containsKeys("client-output-buffer-limit", "repl-backlog-size", "min-replicas-to-write");
            assertThat(facts.commands()).contains("get", "xgroup|setid");
            assertThat(facts.keysByDatabase()).containsEntry(0, 1L).containsEntry(19, 2L);
            assertThat(facts.clockOffset().abs()).isLessThan(Duration.ofSeconds(2));
            assertThat(facts.roundTrip()).isPositive().isLessThan(Duration.ofSeconds(2));
            assertThat(facts.users()).containsExactly("app");
            assertThat(facts.aclUsers()).containsExactly("app", "default");
            assertThat(facts.clientNames()).containsExactly("worker");
            assertThat(facts.refused()).isEmpty();
            assertThat(client.info("replication")).as("nothing was done").containsEntry("role", "master");
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldTellWhatTheControlUserMayNotDo(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line));
                Jedis admin = new Jedis(server.host(), server.port())) {
            admin.aclSetUser("sluice", "on", ">secret", "~*", "+@all", "-replicaof", "-psync", "-config");
            try (NodeControlClient client = new NodeControlClient(Nodes.plain(server, "sluice", "secret"), RESOURCES)) {
                NodeFacts facts = new FactsReader(client, Clock.systemUTC()).read();

                assertThat(facts.refused()).containsOnlyKeys("replicaof", "psync", "config|set", "config|get");
                assertThat(facts.refused().values()).allMatch(words -> words.startsWith("NOPERM"));
                assertThat(admin.info("replication")).doesNotContain(DEMOTED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldDoWithoutAcl(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line));
                Jedis admin = new Jedis(server.host(), server.port())) {
            admin.aclSetUser("sluice", "on", ">secret", "~*", "+@all", "-acl");
            try (NodeControlClient client = new NodeControlClient(Nodes.plain(server, "sluice", "secret"), RESOURCES)) {
                NodeFacts facts = new FactsReader(client, Clock.systemUTC()).read();

                assertThat(facts.refused()).containsOnlyKeys("acl|list");
                assertThat(facts.aclUsers()).isEmpty();
                assertThat(admin.info("replication")).contains("connected_slaves:0");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldTellWhatIsRenamedAway(Family family, String line) throws Exception {
        ServerBinary binary = Servers.of(family, line);
        try (RunningServer server = Servers.start(
                        binary,
                        "rename-command REPLICAOF \"\"",
                        "rename-command PSYNC hidden-psync",
                        "rename-command CONFIG hidden-config");
                NodeControlClient client = new NodeControlClient(Nodes.plain(server), RESOURCES)) {
            NodeFacts facts = new FactsReader(client, Clock.systemUTC()).read();

            assertThat(facts.refused()).containsOnlyKeys("replicaof", "psync", "config|set", "config|get");
            assertThat(facts.commands()).doesNotContain("psync", "replicaof", "config");
            assertThat(facts.config()).isEmpty();
        }
    }

    @Test
    void shouldFailForANodeThatIsNotThere() {
        RunningServer server = Servers.start(Servers.redis70());
        int port = server.port();
        server.close();
        try (NodeControlClient client = new NodeControlClient(Nodes.plain(port, Duration.ofSeconds(2)), RESOURCES)) {
            assertThatThrownBy(() -> new FactsReader(client, Clock.systemUTC()).read())
                    .isInstanceOf(NodeCallException.class)
                    .hasMessageContaining("connection refused");
        }
    }
}

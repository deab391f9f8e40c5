package dev.sluice.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.config.NodeSettings;
import dev.sluice.it.Servers;
import dev.sluice.node.command.CommandSpec;
import dev.sluice.node.command.CommandTable;
import dev.sluice.node.control.ControlResources;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.resp.RespValue;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeControlIT {
    private static final ControlResources RESOURCES = new ControlResources();

    @AfterAll
    static void close() {
        RESOURCES.close();
    }

    private static NodeControlClient client(NodeSettings node) {
        return new NodeControlClient(node, RESOURCES);
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldTalkToEveryServer(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line));
                NodeControlClient client = client(Nodes.plain(server))) {
            assertThat(client.ping()).isEqualTo("PONG");
            assertThat(client.info("replication", "server"))
                    .containsEntry("role", "master")
                    .containsKey("run_id");
            assertThat(client.info()).containsKey("used_memory");
            client.configSet("repl-backlog-size", "2097152");
            assertThat(client.configGet("repl-backlog-size", "no-such-parameter", "masteruser"))
                    .containsEntry("repl-backlog-size", "2097152")
                    .containsEntry("masteruser", "")
                    .doesNotContainKey("no-such-parameter");
            assertThat(client.call("RPUSH", "list", "a", "b")).isEqualTo(new RespValue.Int(2));
            assertThat(client.call("LRANGE", "list", "0", "-1").elements())
                    .extracting(RespValue::text)
                    .containsExactly("a", "b");
            assertThat(client.call("GET", "nothing")).isEqualTo(new RespValue.Null());
            assertThat(client.localAddress().isLoopbackAddress()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2", "REDIS, 7.0", "VALKEY, 8.0"})
    void shouldMergeTheNodesCommands(Family family, String line) throws Exception {
        try (RunningServer server = Servers.start(Servers.of(family, line), "rename-command FLUSHALL hidden")) {
            try (NodeControlClient client = client(Nodes.plain(server))) {
                CommandTable table = client.commandTable();

                assertThat(table.names()).contains("get", "xgroup|setid", "client|setname", "psync");
                assertThat(table.names()).as("renamed away").doesNotContain("flushall");
                assertThat(table.names().contains("function|load"))
                        .isEqualTo(server.binary().isAtLeast("7.0"));
                assertThat(table.names().contains("script|show")).isEqualTo(family == Family.VALKEY);
                assertThat(List.of("publish", "eval", "pfcount", "set", "xgroup|create"))
                        .map(table::find)
                        .allMatch(CommandSpec::mayWrite);
                assertThat(List.of("blpop", "xread", "wait", "bzpopmin"))
                        .map(table::find)
                        .allMatch(CommandSpec::blocking);
                assertThat(List.of("get", "xinfo|stream", "client|setname", "config|get"))
                        .map(table::find)
                        .noneMatch(CommandSpec::mayWrite);
            }
        }
    }

    @Test
    void shouldKeepATransactionTogether() throws Exception {
        try (RunningServer server = Servers.start(Servers.redis70());
                NodeControlClient client = client(Nodes.plain(server))) {
            List<RespValue> replies = client.transaction(List.of(
                    new String[] {"SET", "k", "1"}, new String[] {"INCR", "k"}, new String[] {"INFO", "server"}));

            assertThat(replies.get(1)).isEqualTo(new RespValue.Int(2));
            assertThat(replies.get(2).text()).contains("redis_version:7.0");
            assertThatThrownBy(() -> client.transaction(List.of(
                            new String[] {"SET", "k", "x"}, new String[] {"INCR", "k"}, new String[] {"SET", "k", "2"
                            })))
                    .isInstanceOf(NodeCallException.class)
                    .hasMessageContaining("INCR: ERR value is not an integer");
            assertThat(client.call("GET", "k").text()).isEqualTo("2");
            assertThatThrownBy(() -> client.transaction(List.<String[]>of(new String[] {"NOSUCH", "x"})))
                    .hasMessageContaining("NOSUCH: ERR unknown command");
            assertThat(client.ping()).as("the connection is still of use").isEqualTo("PONG");
        }
    }

    @Test
    void shouldTellARefusalInTheServersWordsAndNoSecret() throws Exception {
        try (RunningServer server =
                RunningServer.start(Servers.redis62(), ServerOptions.defaults().password("right-password"))) {
            try (NodeControlClient wrong = client(Nodes.plain(server, "default", "hunter2"))) {
                NodeCallException refused = catchThrowableOfType(NodeCallException.class, wrong::ping);

                assertThat(refused)
                        .hasMessageContaining("source redis://default@127.0.0.1")
                        .hasMessageContaining("WRONGPASS")
                        .hasMessageNotContaining("hunter2")
                        .hasNoCause();
                assertThat(refused.serverError()).startsWith("WRONGPASS");
            }

            try (NodeControlClient right = client(Nodes.plain(server, null, "right-password"))) {
                assertThat(right.ping()).isEqualTo("PONG");
                assertThatThrownBy(() -> right.call("HIDDEN", "hunter2"))
                        .hasMessageContaining("HIDDEN: ERR unknown command")
                        .hasMessageNotContaining("hunter2");
            }
        }
    }

    /** Of many, because a client library may lose the words when its connection closes at an unlucky moment. */
    @Test
    void shouldTellEveryRefusalInTheServersWords() throws Exception {
        try (RunningServer server =
                RunningServer.start(Servers.redis62(), ServerOptions.defaults().password("right-password"))) {
            for (int i = 0; i < 300; i++) {
                try (NodeControlClient none = client(Nodes.plain(server))) {
                    assertThatThrownBy(none::ping).hasMessageContaining("NOAUTH");
                }
            }
        }
    }

    @Test
    void shouldComeBackByItselfAfterARestart() throws Exception {
        try (RunningServer server = Servers.start(Servers.redis70());
                NodeControlClient client = client(Nodes.plain(server))) {
            assertThat(client.ping()).isEqualTo("PONG");

            server.kill();
            assertThatThrownBy(client::ping)
                    .isInstanceOf(NodeCallException.class)
                    .satisfies(failure -> assertThat(((NodeCallException) failure).serverError())
                            .isNull());
            assertThatThrownBy(client::ping).hasMessageContaining("connection refused");
            server.restart();

            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void shouldGiveUpOnASilentNodeAndStartAfresh() throws Exception {
        try (RunningServer server = Servers.start(Servers.valkey80());
                NodeControlClient client = client(Nodes.plain(server.port(), Duration.ofMillis(300)))) {
            assertThat(client.ping()).isEqualTo("PONG");

            server.freeze();
            assertThatThrownBy(() -> client.call("CONFIG", "GET", "port"))
                    .hasMessageContaining("CONFIG GET: no answer within 300 ms");
            server.thaw();

            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void shouldStayClosed() throws Exception {
        try (RunningServer server = Servers.start(Servers.redis70())) {
            NodeControlClient client = client(Nodes.plain(server));
            assertThat(client.ping()).isEqualTo("PONG");

            client.close();

            assertThatThrownBy(client::ping).hasMessageContaining("is closed");
        }
    }
}

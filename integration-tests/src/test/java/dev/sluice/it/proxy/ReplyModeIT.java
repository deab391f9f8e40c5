package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** CLIENT REPLY through Sluice and directly: every byte the same. */
class ReplyModeIT {
    private static final String END = "$3\r\nend\r\n";
    private static final List<List<String>> SCRIPTS = List.of(
            List.of("CLIENT REPLY OFF", "SET k v", "no.such.command", "GET k"),
            List.of("CLIENT REPLY SKIP", "ECHO a", "ECHO b"),
            List.of("CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "ECHO a", "ECHO b"),
            List.of("CLIENT REPLY SKIP", "CLIENT REPLY ON", "ECHO a"),
            List.of("CLIENT REPLY OFF", "CLIENT REPLY SKIP", "ECHO a", "CLIENT REPLY ON", "ECHO b", "ECHO c"),
            List.of("CLIENT REPLY SKIP", "CLIENT REPLY OFF", "ECHO a", "client reply on", "ECHO b"),
            List.of("CLIENT REPLY FOO", "CLIENT REPLY", "CLIENT REPLY SKIP", "CLIENT REPLY FOO", "ECHO a"),
            List.of("CLIENT REPLY SKIP", "MULTI", "ECHO a", "EXEC", "ECHO b"),
            List.of("MULTI", "CLIENT REPLY ON", "ECHO a", "EXEC", "ECHO b"),
            List.of("CLIENT REPLY OFF", "MULTI", "INCR n", "EXEC", "CLIENT REPLY ON", "GET n", "DEL n"),
            List.of("CLIENT REPLY OFF", "SELECT 3", "CLIENT SETNAME quiet", "CLIENT REPLY ON", "CLIENT GETNAME"),
            List.of("CLIENT REPLY SKIP", "CLIENT GETNAME", "CLIENT GETNAME"),
            List.of("CLIENT REPLY OFF", "RESET", "ECHO a"),
            List.of("CLIENT REPLY SKIP", "RESET", "ECHO a"));

    static Stream<Arguments> rigs() {
        return Stream.of(Servers.redis62(), Servers.redis70(), Servers.valkey80())
                .flatMap(server -> Stream.of(LaneMode.values()).map(mode -> Arguments.of(server, mode)));
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource("rigs")
    void shouldAnswerAsTheServerDoes(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer server = Servers.start(binary);
                ProxyRig proxy = ProxyRig.of(server, server, mode)) {
            for (List<String> script : SCRIPTS) {
                for (String resp : List.of("2", "3")) {
                    assertThat(answers(proxy.address, resp, script))
                            .as("RESP%s %s", resp, script)
                            .isEqualTo(answers(server.address(), resp, script));
                }
            }
            // A server would keep the connection, because it has nothing to say on it.
            try (RawClient client = proxy.raw()) {
                client.send("CLIENT", "REPLY", "OFF").send("ECHO", "a").send("QUIT");
                assertThat(client.rest()).isEmpty();
            }
        }
    }

    private static String answers(InetSocketAddress address, String resp, List<String> script) throws Exception {
        try (RawClient client = new RawClient(address)) {
            client.send("HELLO", resp).send("CLIENT", "REPLY", "ON");
            while (!client.line().equals("+OK")) {
                // What HELLO tells.
            }
            for (String command : script) {
                client.send(command.split(" "));
            }
            client.send("CLIENT", "REPLY", "ON").send("ECHO", "end");
            StringBuilder answers = new StringBuilder();
            while (answers.indexOf(END) < 0) {
                answers.append(client.read(1));
            }
            return answers.toString();
        }
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource("rigs")
    void shouldBeCarriedAcrossTheSwitchAndBack(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer source = Servers.start(binary);
                RunningServer target = Servers.start(Servers.valkey80());
                ProxyRig proxy = ProxyRig.of(source, target, mode);
                RawClient off = proxy.raw();
                RawClient skip = proxy.raw();
                Jedis there = new Jedis(target.host(), target.port())) {
            off.send("CLIENT", "REPLY", "OFF").send("SET", "before", "1");
            skip.send("ECHO", "a").send("CLIENT", "REPLY", "SKIP");
            assertThat(skip.read(7)).isEqualTo("$1\r\na\r\n");

            proxy.cutOver(NodeRole.TARGET, 1);
            off.send("SET", "after", "1");
            skip.send("ECHO", "b").send("ECHO", "c");
            assertThat(skip.read(7)).isEqualTo("$1\r\nc\r\n");
            org.awaitility.Awaitility.await().until(() -> there.exists("after"));
            proxy.cutOver(NodeRole.SOURCE, 2);

            off.send("EXISTS", "before", "after").send("CLIENT", "REPLY", "ON").send("EXISTS", "before", "after");
            assertThat(off.read(9)).isEqualTo("+OK\r\n:1\r\n");
        }
    }
}

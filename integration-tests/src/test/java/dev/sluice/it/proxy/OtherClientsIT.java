package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests by which a client means other clients, by the ids that it knows of them. */
class OtherClientsIT {
    private static final String MODES = "dev.sluice.it.proxy.ReplyModeIT#rigs";

    private static String id(RawClient client) throws IOException {
        client.send("CLIENT", "ID");
        return client.line().substring(1);
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource(MODES)
    void shouldEndSessionsAndNothingElse(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer server = Servers.start(binary);
                ProxyRig proxy = ProxyRig.of(server, server, mode);
                RawClient asking = proxy.raw();
                RawClient byId = proxy.raw();
                RawClient byUser = proxy.raw();
                RawClient stays = proxy.raw()) {
            asking.send("CLIENT", "KILL", "ID", id(byId));
            assertThat(asking.line()).isEqualTo(":1");
            assertThat(byId.rest()).isEmpty();

            for (RawClient client : List.of(byUser, stays)) {
                id(client);
            }
            asking.send("CLIENT", "KILL", "ID", id(byUser), "TYPE", "pubsub");
            assertThat(asking.line()).isEqualTo(":0");
            asking.send("CLIENT", "KILL", "ID", "12345678901234567890", "SKIPME");
            assertThat(asking.line()).startsWith("-ERR");
            byUser.send("ECHO", "a");
            assertThat(byUser.read(7)).isEqualTo("$1\r\na\r\n");

            stays.send("ECHO", "a").send("CLIENT", "KILL", "ID", id(asking)).send("ECHO", "b");
            assertThat(stays.read(18)).isEqualTo("$1\r\na\r\n:1\r\n$1\r\nb\r\n");
            stays.send("CLIENT", "KILL", "ID", id(stays), "SKIPME", "no");
            assertThat(stays.rest()).isEqualTo(":1\r\n");
            byUser.send("ECHO", "c");
            assertThat(byUser.read(7)).isEqualTo("$1\r\nc\r\n");
        }
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource(MODES)
    void shouldUnblockASession(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer server = Servers.start(binary);
                ProxyRig proxy = ProxyRig.of(server, server, mode);
                RawClient asking = proxy.raw();
                RawClient blocked = proxy.raw()) {
            String id = id(blocked);
            for (String how : List.of("TIMEOUT", "ERROR")) {
                blocked.send("BLPOP", "nothing", "0");
                Awaitility.await().until(() -> {
                    asking.send("CLIENT", "UNBLOCK", id, how);
                    return asking.line().equals(":1");
                });
                assertThat(blocked.line())
                        .isEqualTo(how.equals("TIMEOUT") ? "*-1" : "-UNBLOCKED client unblocked via CLIENT UNBLOCK");
            }
            asking.send("CLIENT", "UNBLOCK", id);
            assertThat(asking.line()).isEqualTo(":0");
        }
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource(MODES)
    void shouldSendInvalidationsToAnotherSession(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer server = Servers.start(binary);
                ProxyRig proxy = ProxyRig.of(server, server, mode);
                RawClient hears = proxy.raw();
                RawClient tracks = proxy.raw();
                RawClient direct = new RawClient(server.address())) {
            String id = id(hears);
            hears.send("SUBSCRIBE", "__redis__:invalidate");
            assertThat(hears.read(50)).endsWith(":1\r\n");
            tracks.send("CLIENT", "TRACKING", "ON", "REDIRECT", id)
                    .send("GET", "k")
                    .send("CLIENT", "GETREDIR");
            assertThat(tracks.line() + tracks.line() + tracks.line()).isEqualTo("+OK$-1:" + id);
            tracks.send("CLIENT", "TRACKINGINFO");
            while (!tracks.line().equals("redirect")) {
                // Flags come first.
            }
            assertThat(tracks.line()).isEqualTo(":" + id);

            direct.send("SET", "k", "1");

            String message = "*3\r\n$7\r\nmessage\r\n$20\r\n__redis__:invalidate\r\n*1\r\n$1\r\nk\r\n";
            assertThat(hears.read(message.length())).isEqualTo(message);
            assertThat(proxy.gate().blockers())
                    .anyMatch(blocker -> blocker.reason().equals("tracking-redirect"));
        }
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource(MODES)
    void shouldCarryModesToANodeThatHasThem(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer source = Servers.start(Servers.valkey80());
                RunningServer target = Servers.start(binary);
                ProxyRig proxy = ProxyRig.of(source, target, mode);
                RawClient client = proxy.raw();
                RawClient direct = new RawClient(target.address())) {
            client.send("CLIENT", "NO-EVICT", "ON")
                    .send("CLIENT", "NO-TOUCH", "ON")
                    .send("CLIENT", "CAPA", "redirect")
                    .send("READONLY")
                    .send("CLIENT", "SETNAME", "moved");
            assertThat(client.read(25)).isEqualTo("+OK\r\n".repeat(5));
            client.send("CLIENT", "IMPORT-SOURCE", "ON")
                    .send("CLIENT", "MAINT_NOTIFICATIONS", "ON")
                    .send("ASKING");
            assertThat(client.line() + client.line() + client.line()).startsWith("-ERR");

            proxy.cutOver(NodeRole.TARGET, 1);
            client.send("ECHO", "a");
            assertThat(client.read(7)).isEqualTo("$1\r\na\r\n");

            direct.send("CLIENT", "LIST");
            direct.line();
            String line = direct.line();
            while (!line.contains("name=moved")) {
                line = direct.line();
            }
            String version = binary.toString();
            assertThat(line)
                    .contains(
                            version.contains("6.2")
                                    ? " flags=N "
                                    : version.contains("7.0") ? " flags=e " : " flags=reT ");
        }
    }
}

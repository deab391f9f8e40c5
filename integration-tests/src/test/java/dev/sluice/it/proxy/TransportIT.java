package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.TransportKind;
import dev.sluice.it.Servers;
import dev.sluice.node.transport.Transport;
import dev.sluice.node.transport.TransportUnavailableException;
import dev.sluice.testservers.RunningServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** Whatever moves the bytes, clients see the same. */
class TransportIT {
    private final RunningServer server = Servers.start(Servers.redis70());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void shouldServeManyClientsAtOnce(TransportKind kind) throws IOException {
        try (ProxyRig proxy = proxy(kind)) {
            List<Jedis> clients =
                    IntStream.range(0, 20).mapToObj(i -> proxy.client()).toList();
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).set("key" + i, "value" + i)).isEqualTo("OK");
            }
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).get("key" + i)).isEqualTo("value" + i);
                clients.get(i).close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void shouldServeAPipelineAndAHalfClosedClient(TransportKind kind) throws IOException {
        try (ProxyRig proxy = proxy(kind);
                RawClient client = proxy.raw()) {
            for (int i = 0; i < 1000; i++) {
                client.send("ECHO", "0123456789");
            }
            client.shutdownOutput();

            assertThat(client.rest()).isEqualTo("$10\r\n0123456789\r\n".repeat(1000));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void shouldServeLargeValues(TransportKind kind) throws IOException {
        String value = "x".repeat(1 << 20);
        try (ProxyRig proxy = proxy(kind);
                RawClient client = proxy.raw()) {
            client.send("SET", "large", value).send("GET", "large");
            client.shutdownOutput();

            assertThat(client.rest()).isEqualTo("+OK\r\n$" + value.length() + "\r\n" + value + "\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void shouldEndAMalformedRequestWithTheServersError(TransportKind kind) throws IOException {
        try (ProxyRig proxy = proxy(kind);
                RawClient client = proxy.raw()) {
            assertThat(client.sendText("*1\r\n$4\r\nPING\r\n*3\r\n:1\r\n").rest())
                    .startsWith("+PONG\r\n-ERR Protocol error");
        }
    }

    private ProxyRig proxy(TransportKind kind) throws IOException {
        NodeSettings node = ProxyRig.node(NodeRole.SOURCE, server.address(), null);
        try {
            return new ProxyRig(Transport.of(kind), node, node, ProxyRig.limits());
        } catch (TransportUnavailableException lacking) {
            return Assumptions.abort(lacking.getMessage());
        }
    }
}

package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.config.TlsSettings;
import dev.sluice.it.Servers;
import dev.sluice.it.node.TestAuthority;
import dev.sluice.node.transport.Transport;
import dev.sluice.testservers.RunningServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that speak TLS to Sluice. */
class TlsClientIT {
    @TempDir
    private static Path folder;

    @ParameterizedTest
    @EnumSource
    void shouldServeClientsOverTls(LaneMode lanes) throws Exception {
        TestAuthority authority = new TestAuthority(folder.resolve(lanes.name()));
        try (RunningServer server = Servers.start(Servers.redis70());
                ProxyRig proxy = rig(server, lanes, authority, null);
                RedisClient library = library(proxy, authority);
                StatefulRedisConnection<String, String> client = library.connect()) {
            String value = "0123456789".repeat(200_000);
            assertThat(client.sync().set("big", value)).isEqualTo("OK");
            assertThat(client.sync().get("big")).isEqualTo(value);
            RedisFuture<Long> last = client.async().incr("n");
            for (int i = 1; i < 1000; i++) {
                last = client.async().incr("n");
            }
            assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo(1000);
            proxy.cutOver(NodeRole.TARGET, 1);
            assertThat(client.sync().get("n")).isEqualTo("1000");
        }
    }

    @Test
    void shouldTurnAwayWhoShowsNoCertificateOrSpeaksNoTls() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        try (RunningServer server = Servers.start(Servers.redis70());
                ProxyRig proxy = rig(server, LaneMode.AUTO, authority, authority.caFile())) {
            try (RedisClient stranger = library(proxy, authority)) {
                assertThatThrownBy(stranger::connect).isInstanceOf(RedisConnectionException.class);
            }
            try (RawClient plain = proxy.raw()) {
                plain.send("PING");
                assertThatThrownBy(plain::line).isInstanceOf(IOException.class);
            }
        }
    }

    private static ProxyRig rig(RunningServer server, LaneMode lanes, TestAuthority authority, @Nullable Path clientCa)
            throws Exception {
        TestAuthority.Signed signed = authority.sign("sluice", "dns:localhost,ip:127.0.0.1");
        return new ProxyRig(
                Transport.detect(),
                new TlsSettings(clientCa, signed.certificate(), signed.key(), false),
                ProxyRig.node(NodeRole.SOURCE, server.address(), null),
                ProxyRig.node(NodeRole.TARGET, server.address(), null),
                ProxyRig.limits(),
                lanes);
    }

    private static RedisClient library(ProxyRig proxy, TestAuthority authority) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(proxy.address.getPort())
                .withSsl(true)
                .build());
        client.setOptions(ClientOptions.builder()
                .sslOptions(SslOptions.builder()
                        .jdkSslProvider()
                        .trustManager(authority.caFile().toFile())
                        .build())
                .build());
        return client;
    }
}

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
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;

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
                Jedis client = client(proxy, trusting(authority))) {
            String value = "0123456789".repeat(200_000);
            assertThat(client.set("big", value)).isEqualTo("OK");
            assertThat(client.get("big")).isEqualTo(value);
            Pipeline pipeline = client.pipelined();
            List<Response<Long>> counted = Stream.generate(() -> pipeline.incr("n")).limit(1000).toList();
            pipeline.sync();
            assertThat(counted.get(999).get()).isEqualTo(1000);
            assertThat(proxy.cutOver(NodeRole.TARGET, 1).moved()).hasSize(1);
            assertThat(client.get("n")).isEqualTo("1000");
        }
    }

    @Test
    void shouldTurnAwayWhoShowsNoCertificateOrSpeaksNoTls() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        try (RunningServer server = Servers.start(Servers.redis70());
                ProxyRig proxy = rig(server, LaneMode.AUTO, authority, authority.caFile())) {
            assertThatThrownBy(() -> {
                        try (Jedis stranger = client(proxy, trusting(authority))) {
                            stranger.ping();
                        }
                    })
                    .isInstanceOf(JedisConnectionException.class);
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

    private static SSLSocketFactory trusting(TestAuthority authority) throws Exception {
        SslContext context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(authority.caFile().toFile())
                .build();
        return ((JdkSslContext) context).context().getSocketFactory();
    }

    private static Jedis client(ProxyRig proxy, SSLSocketFactory sockets) {
        return new Jedis(
                new HostAndPort("127.0.0.1", proxy.address.getPort()),
                DefaultJedisClientConfig.builder()
                        .ssl(true)
                        .sslSocketFactory(sockets)
                        .socketTimeoutMillis(10_000)
                        .build());
    }
}

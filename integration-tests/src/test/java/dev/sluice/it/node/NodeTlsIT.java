package dev.sluice.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeSettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.it.Servers;
import dev.sluice.node.control.ControlResources;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.dial.NodeDialException;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.node.handshake.NodeHandshake;
import dev.sluice.node.transport.Transport;
import dev.sluice.resp.RespValue;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Transport TRANSPORT = Transport.detect();
    private static final EventLoopGroup LOOPS = TRANSPORT.newGroup("node-tls-it", 1);
    private static final ControlResources RESOURCES = new ControlResources();

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static TestAuthority.Signed here;
    private static TestAuthority.Signed elsewhere;

    private final NodeDialer dialer = new NodeDialer(TRANSPORT);

    @BeforeAll
    static void makeAuthorities() throws Exception {
        authority = new TestAuthority(folder.resolve("ours"));
        stranger = new TestAuthority(folder.resolve("other"));
        here = authority.sign("here", "dns:localhost,ip:127.0.0.1");
        elsewhere = authority.sign("elsewhere", "dns:elsewhere.example");
    }

    @AfterAll
    static void stopLoops() {
        LOOPS.shutdownGracefully().syncUninterruptibly();
        RESOURCES.close();
    }

    @Test
    void shouldVerifyTheCertificateByItsAuthorityAndHostName() throws Exception {
        int port = Ports.free();
        try (RunningServer server = tlsServer(port, here, "no")) {
            assertThat(server.isAlive()).isTrue();
            TlsSettings trusting = new TlsSettings(authority.caFile(), null, null, true);

            for (String host : List.of("localhost", "127.0.0.1")) {
                Channel channel = dial(Nodes.tls(host, port, trusting))
                        .syncUninterruptibly()
                        .getNow();
                assertThat(channel.pipeline().get(SslHandler.class)).isNotNull();
                ping(channel);
                channel.close().syncUninterruptibly();
            }

            assertDialFails(
                    Nodes.tls("localhost", port, new TlsSettings(stranger.caFile(), null, null, true)),
                    "the certificate is not signed by a trusted authority");
            assertDialFails(
                    Nodes.tls("localhost", port, TlsSettings.defaults()),
                    "the certificate is not signed by a trusted authority");
            assertDialFails(
                    Nodes.of("localhost", server.port(), null, null, trusting, Duration.ofMillis(300)),
                    "the TLS handshake was not finished within 300 ms (does the node speak TLS at this port?)");
        }
    }

    @Test
    void shouldRefuseACertificateOfAnotherHostUnlessToldOtherwise() throws Exception {
        int port = Ports.free();
        try (RunningServer server = tlsServer(port, elsewhere, "no")) {
            assertThat(server.isAlive()).isTrue();
            assertDialFails(
                    Nodes.tls("localhost", port, new TlsSettings(authority.caFile(), null, null, true)),
                    "the certificate is not for localhost");

            Channel channel = dial(Nodes.tls("localhost", port, new TlsSettings(authority.caFile(), null, null, false)))
                    .syncUninterruptibly()
                    .getNow();
            ping(channel);
            channel.close().syncUninterruptibly();
        }
    }

    @Test
    void shouldPresentAClientCertificate() throws Exception {
        int port = Ports.free();
        try (RunningServer server = tlsServer(port, here, "yes")) {
            assertThat(server.isAlive()).isTrue();
            TlsSettings presenting = new TlsSettings(authority.caFile(), here.certificate(), here.key(), true);

            Channel channel = dial(Nodes.tls("127.0.0.1", port, presenting))
                    .syncUninterruptibly()
                    .getNow();

            ping(channel);
            channel.close().syncUninterruptibly();
        }
    }

    @Test
    void shouldTellThatAClientCertificateIsMissing() {
        int port = Ports.free();
        TlsSettings without = new TlsSettings(authority.caFile(), null, null, true);
        try (RunningServer server = tlsServer(port, here, "yes");
                NodeControlClient client = new NodeControlClient(Nodes.tls("localhost", port, without), RESOURCES)) {
            assertThat(server.isAlive()).isTrue();
            assertThatThrownBy(client::ping).hasMessageContaining("certificate");

            // With TLS 1.3 the client's side is done before the node looks at the certificate: the first step fails.
            Promise<List<RespValue>> pong = LOOPS.next().newPromise();
            dialer.dial(
                    LOOPS.next(),
                    Nodes.tls("localhost", port, without),
                    pipeline -> NodeHandshake.run(
                                    pipeline.channel(), List.of(HandshakeStep.command("PING", false)), LIMIT)
                            .addListener(done -> pong.setFailure(done.cause())));
            assertThat(pong.awaitUninterruptibly(LIMIT.toMillis())).isTrue();
            assertThat(pong.cause()).hasMessageStartingWith("PING: ").hasMessageContaining("certificate");
        }
    }

    @Test
    void shouldVerifyOnTheControlConnectionToo() throws Exception {
        int port = Ports.free();
        int otherPort = Ports.free();
        try (RunningServer server = tlsServer(port, here, "no");
                RunningServer other = tlsServer(otherPort, elsewhere, "no")) {
            assertThat(server.isAlive() && other.isAlive()).isTrue();
            TlsSettings ours = new TlsSettings(authority.caFile(), null, null, true);
            TlsSettings theirs = new TlsSettings(stranger.caFile(), null, null, true);
            try (NodeControlClient client = new NodeControlClient(Nodes.tls("localhost", port, ours), RESOURCES)) {
                assertThat(client.ping()).isEqualTo("PONG");
            }
            try (NodeControlClient client = new NodeControlClient(Nodes.tls("localhost", port, theirs), RESOURCES)) {
                assertThatThrownBy(client::ping).hasMessageContaining("not signed by a trusted authority");
            }
            try (NodeControlClient client = new NodeControlClient(Nodes.tls("127.0.0.1", otherPort, ours), RESOURCES)) {
                assertThatThrownBy(client::ping).hasMessageContaining("the certificate is not for 127.0.0.1");
            }
        }
    }

    private static RunningServer tlsServer(int port, TestAuthority.Signed signed, String clients) {
        ServerBinary redis = Servers.redis70();
        return Servers.start(
                redis,
                "tls-port " + port,
                "tls-cert-file " + signed.certificate(),
                "tls-key-file " + signed.key(),
                "tls-ca-cert-file " + authority.caFile(),
                "tls-auth-clients " + clients);
    }

    private static void ping(Channel channel) {
        Future<List<RespValue>> pong = NodeHandshake.run(channel, List.of(HandshakeStep.command("PING", false)), LIMIT);
        assertThat(pong.syncUninterruptibly().getNow()).containsExactly(new RespValue.SimpleString("PONG"));
    }

    private Future<Channel> dial(NodeSettings node) {
        return dialer.dial(LOOPS.next(), node, pipeline -> {});
    }

    private void assertDialFails(NodeSettings node, String reason) {
        Future<Channel> dialled = dial(node);

        assertThat(dialled.awaitUninterruptibly(LIMIT.toMillis())).isTrue();
        assertThat(dialled.cause())
                .isInstanceOf(NodeDialException.class)
                .hasMessageStartingWith("source " + node.display() + ": ")
                .hasMessageContaining(reason);
    }
}

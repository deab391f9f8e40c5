package dev.sluice.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeSettings;
import dev.sluice.config.Secret;
import dev.sluice.config.TlsSettings;
import dev.sluice.it.Servers;
import dev.sluice.node.dial.NodeDialException;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.handshake.HandshakeException;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.node.handshake.NodeHandshake;
import dev.sluice.node.transport.Transport;
import dev.sluice.resp.RespValue;
import dev.sluice.testservers.FaultyLink;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class NodeDialIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Transport TRANSPORT = Transport.detect();
    private static final EventLoopGroup LOOPS = TRANSPORT.newGroup("node-dial-it", 1);

    private final NodeDialer dialer = new NodeDialer(TRANSPORT);

    @AfterAll
    static void stopLoops() {
        LOOPS.shutdownGracefully().syncUninterruptibly();
    }

    @Test
    void shouldDialAndShakeHands() throws Exception {
        try (RunningServer server =
                RunningServer.start(Servers.redis70(), ServerOptions.defaults().password("hunter2"))) {
            Channel channel = dial(Nodes.plain(server)).syncUninterruptibly().getNow();

            Future<List<RespValue>> done = NodeHandshake.run(
                    channel,
                    List.of(
                            HandshakeStep.hello(3, null, Secret.of("hunter2"), "lane"),
                            HandshakeStep.select(2),
                            HandshakeStep.command("CLIENT GETNAME", false)),
                    LIMIT);
            done.syncUninterruptibly();

            assertThat(done.getNow().get(2).text()).isEqualTo("lane");
            channel.close().syncUninterruptibly();
        }
    }

    @Test
    void shouldTellAWrongPasswordInTheServersWords() throws Exception {
        try (RunningServer server =
                RunningServer.start(Servers.valkey80(), ServerOptions.defaults().password("right"))) {
            Channel channel = dial(Nodes.plain(server)).syncUninterruptibly().getNow();

            Future<List<RespValue>> done =
                    NodeHandshake.run(channel, List.of(HandshakeStep.auth("default", Secret.of("hunter2"))), LIMIT);

            assertThat(done.await(LIMIT.toMillis())).isTrue();
            assertThat(done.cause())
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageStartingWith("AUTH: WRONGPASS")
                    .hasMessageNotContaining("hunter2");
            assertThat(channel.closeFuture().await(LIMIT.toMillis())).isTrue();
        }
    }

    @Test
    void shouldTellThatNobodyListens() {
        assertDialFails(Nodes.plain(Ports.free(), LIMIT), "connection refused");
    }

    @Test
    void shouldTellAnUnknownHost() {
        assertDialFails(
                Nodes.of("no-such-host.invalid", 6379, null, null, null, LIMIT),
                "the host name no-such-host.invalid is unknown");
    }

    @Test
    void shouldGiveUpAtTheTimeoutWhenTheNodeIsSilent() throws Exception {
        try (RunningServer server = Servers.start(Servers.redis70());
                FaultyLink link = FaultyLink.to(server.address())) {
            link.stall();

            assertDialFails(
                    Nodes.of("127.0.0.1", link.port(), null, null, TlsSettings.defaults(), Duration.ofSeconds(2)),
                    "the TLS handshake was not finished within 2000 ms");
        }
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

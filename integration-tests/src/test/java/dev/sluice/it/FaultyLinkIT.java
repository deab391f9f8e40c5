package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testservers.Direction;
import dev.sluice.testservers.FaultyLink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyLinkIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    private ServerSocket listener;
    private FaultyLink link;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        link = FaultyLink.to((InetSocketAddress) listener.getLocalSocketAddress());
        client = new Socket(link.address().getAddress(), link.port());
        server = listener.accept();
        client.setSoTimeout(5_000);
        server.setSoTimeout(5_000);
        link.awaitConnections(1, SOON);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void shouldForwardBothWaysAndHalfClose() throws IOException {
        client.getOutputStream().write(new byte[100_000]);
        client.shutdownOutput();
        assertThat(server.getInputStream().readAllBytes()).hasSize(100_000);

        server.getOutputStream().write(new byte[] {1, 2, 3});
        server.close();
        assertThat(client.getInputStream().readAllBytes()).containsExactly(1, 2, 3);

        link.awaitConnections(0, SOON);
        assertThat(link.forwarded(Direction.TO_SERVER)).isEqualTo(100_000);
        assertThat(link.forwarded(Direction.TO_CLIENT)).isEqualTo(3);
    }

    @Test
    void shouldDelayWithoutLosingOrder() throws IOException {
        link.delay(Duration.ofMillis(60));
        long before = System.nanoTime();

        client.getOutputStream().write(1);
        client.getOutputStream().write(2);

        assertThat(server.getInputStream().readNBytes(2)).containsExactly(1, 2);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void shouldThrottle() throws IOException {
        link.throttle(100_000);
        long before = System.nanoTime();

        client.getOutputStream().write(new byte[20_000]);

        assertThat(server.getInputStream().readNBytes(20_000)).hasSize(20_000);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
    }

    @Test
    void shouldStallOneDirectionAndLetGoWhenHealed() throws IOException {
        link.stall(Direction.TO_SERVER);
        client.getOutputStream().write(7);
        server.getOutputStream().write(8);

        assertThat(client.getInputStream().read()).isEqualTo(8);
        server.setSoTimeout(50);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        link.heal();
        server.setSoTimeout(5_000);
        assertThat(server.getInputStream().read()).isEqualTo(7);
    }

    @Test
    void shouldCutWithFinAndWithReset() throws IOException {
        assertThat(link.cut()).isEqualTo(1);
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        client = new Socket(link.address().getAddress(), link.port());
        link.awaitAccepted(2, SOON);
        link.awaitConnections(1, SOON);
        assertThat(link.reset()).isEqualTo(1);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void shouldRefuseAndTakeAgain() throws IOException {
        link.refuse();
        assertThatThrownBy(() -> new Socket(link.address().getAddress(), link.port()))
                .isInstanceOf(ConnectException.class);
        client.getOutputStream().write(1);
        assertThat(server.getInputStream().read()).isEqualTo(1);

        link.heal();
        try (Socket again = new Socket(link.address().getAddress(), link.port())) {
            link.awaitConnections(2, SOON);
            assertThat(again.isConnected()).isTrue();
        }
    }

    @Test
    void shouldCutAfterExactlyAsManyBytes() throws IOException {
        link.cutAfter(Direction.TO_SERVER, 10);
        byte[] sent = new byte[25];
        Arrays.fill(sent, (byte) 3);

        client.getOutputStream().write(sent);

        assertThat(server.getInputStream().readAllBytes()).hasSize(10);
        link.awaitForwarded(Direction.TO_SERVER, 10, SOON);
        link.awaitConnections(0, SOON);
    }

    @Test
    void shouldEndAClientWhoseServerIsGone() throws IOException {
        listener.close();
        try (Socket late = new Socket(link.address().getAddress(), link.port())) {
            late.setSoTimeout(5_000);
            assertThat(late.getInputStream().read()).isEqualTo(-1);
        }
    }
}

package dev.sluice.node.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.Secret;
import dev.sluice.config.TlsSettings;
import io.netty.handler.ssl.NotSslRecordException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DialFailuresTest {
    private static final NodeSettings NODE = new NodeSettings(
            NodeRole.TARGET,
            new Endpoint("db.example", 6379),
            "sluice",
            Secret.of("hunter2"),
            TlsSettings.defaults(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        DialFailures.timeout(NODE, DialStage.CONNECT),
                        "no answer to the connection request within 5000 ms"),
                Arguments.of(
                        DialFailures.timeout(NODE, DialStage.TLS),
                        "the TLS handshake was not finished within 5000 ms (does the node speak TLS at this port?)"),
                Arguments.of(
                        DialFailures.unknownHost(NODE, new UnknownHostException("x")),
                        "the host name db.example is unknown"),
                Arguments.of(
                        DialFailures.connect(
                                NODE,
                                new ConnectException("finishConnect(..) failed with error(-111): Connection refused")),
                        "connection refused (nothing listens there)"),
                Arguments.of(DialFailures.connect(NODE, new NoRouteToHostException()), "no route to the host"),
                Arguments.of(
                        DialFailures.tls(NODE, new NotSslRecordException("not an SSL/TLS record")),
                        "does not speak TLS"),
                Arguments.of(
                        DialFailures.tls(NODE, new ClosedChannelException()),
                        "closed the connection during the handshake"),
                Arguments.of(
                        DialFailures.tls(
                                NODE, wrapped(new CertPathBuilderException("unable to find valid certification path"))),
                        "the certificate is not signed by a trusted authority"),
                Arguments.of(
                        DialFailures.tls(NODE, wrapped(new CertificateException("No name matching db.example found"))),
                        "the certificate is not for db.example"));
    }

    @Test
    void shouldExplainWhatSomebodyElseWrapped() {
        Exception alert =
                new RuntimeException("outer", new SSLHandshakeException("Received fatal alert: certificate_required"));
        Exception refused = new RuntimeException("outer", new ConnectException("Connection refused"));
        Exception unknown = new RuntimeException("outer", new UnknownHostException("db.example"));

        assertThat(DialFailures.explain(NODE, alert))
                .hasMessageEndingWith("TLS: Received fatal alert: certificate_required");
        assertThat(DialFailures.explain(NODE, refused)).hasMessageContaining("connection refused");
        assertThat(DialFailures.explain(NODE, unknown)).hasMessageContaining("db.example is unknown");
    }

    private static SSLHandshakeException wrapped(Exception cause) {
        SSLHandshakeException outer = new SSLHandshakeException("handshake failed");
        outer.initCause(cause);
        return outer;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldSayWhichNodeAndWhatFailed(NodeDialException failure, String expected) {
        assertThat(failure)
                .hasMessageStartingWith("target rediss://sluice@db.example:6379: ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldNameTheFileThatTlsSettingsLack() {
        TlsContexts contexts = new TlsContexts();
        Path missing = Path.of("no", "such", "ca.pem");

        assertThat(catchThrowable(() -> contexts.client(new TlsSettings(missing, null, null, true))))
                .isInstanceOf(TlsContextException.class)
                .hasMessageContaining("cannot read the CA file")
                .hasMessageContaining("ca.pem");
    }
}

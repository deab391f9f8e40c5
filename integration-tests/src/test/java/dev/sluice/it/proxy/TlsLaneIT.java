package dev.sluice.it.proxy;

import static dev.sluice.it.proxy.ProxyRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.TlsSettings;
import dev.sluice.it.Servers;
import dev.sluice.it.node.TestAuthority;
import dev.sluice.node.transport.Transport;
import dev.sluice.proxy.gate.HoldLimits;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plain source to a target behind TLS, with values that take many records. */
class TlsLaneIT {
    @TempDir
    private static Path folder;

    @Test
    void shouldMoveAClientToANodeBehindTls() throws Exception {
        TestAuthority authority = new TestAuthority(folder);
        TestAuthority.Signed signed = authority.sign("here", "dns:localhost,ip:127.0.0.1");
        int port = Ports.free();
        try (RunningServer source = Servers.start(Servers.redis70());
                RunningServer target = Servers.start(
                        Servers.redis70(),
                        "tls-port " + port,
                        "tls-cert-file " + signed.certificate(),
                        "tls-key-file " + signed.key(),
                        "tls-ca-cert-file " + authority.caFile(),
                        "tls-auth-clients no");
                ProxyRig proxy = new ProxyRig(
                        Transport.detect(),
                        ProxyRig.node(NodeRole.SOURCE, source.address(), null),
                        tls(port, authority),
                        ProxyRig.limits());
                RawClient client = proxy.raw()) {
            client.send("SELECT", "2");
            assertThat(client.line()).isEqualTo("+OK");

            await(proxy.gate().prepare(NodeRole.TARGET));
            await(proxy.gate().holdWrites(new HoldLimits(1 << 20, 100)));
            await(proxy.gate().drainWrites());
            await(proxy.gate().holdReads());
            await(proxy.gate().switchTo(NodeRole.TARGET, 1));
            await(proxy.gate().resume());

            String value = "0123456789".repeat(500_000);
            client.send("SET", "k", value).send("GET", "k");
            assertThat(client.line()).isEqualTo("+OK");
            assertThat(client.line()).isEqualTo("$" + value.length());
            assertThat(client.read(value.length())).isEqualTo(value);
            assertThat(target.isAlive()).isTrue();
        }
    }

    private static NodeSettings tls(int port, TestAuthority authority) {
        return ProxyRig.node(
                NodeRole.TARGET,
                InetSocketAddress.createUnresolved("localhost", port),
                new TlsSettings(authority.caFile(), null, null, true));
    }
}

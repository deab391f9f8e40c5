package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.config.TlsSettings;
import dev.sluice.it.Servers;
import dev.sluice.it.node.TestAuthority;
import dev.sluice.testservers.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with {@code tls-replication yes} dials the replication port with TLS; the other one need not. */
class TlsReplicationIT {
    @TempDir
    Path directory;

    private RunningServer target(TestAuthority authority) throws Exception {
        TestAuthority.Signed own = authority.sign("target", "ip:127.0.0.1");
        return Servers.start(
                Servers.valkey80(),
                "tls-replication yes",
                "tls-cert-file " + own.certificate(),
                "tls-key-file " + own.key(),
                "tls-ca-cert-file " + authority.caFile());
    }

    @Test
    void shouldServeBothByTheFirstByte() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        TestAuthority.Signed sluice = authority.sign("sluice", "ip:127.0.0.1");
        TlsSettings tls = new TlsSettings(null, sluice.certificate(), sluice.key(), true);
        try (Rig rig = new Rig(Servers.start(Servers.redis70()), target(authority), directory.resolve("state"), tls)) {
            Dataset.load(rig.control(NodeRole.SOURCE), 2000);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 3);
            Rig.eventually().until(() -> writers.total() > 300);

            rig.switchFrom(NodeRole.SOURCE);

            writers.join();
            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.TARGET);
            writers.assertExactAt(rig.control(NodeRole.TARGET));
            rig.assertEqualContents();
        }
    }

    @Test
    void shouldSayThatACertificateIsMissing() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("ca"));
        try (Rig rig = new Rig(Servers.start(Servers.redis70()), target(authority), directory.resolve("state"), null)) {
            rig.copyFrom(NodeRole.SOURCE);

            Rig.eventually()
                    .untilAsserted(() -> assertThat(rig.replicator().status().problem())
                            .contains("no certificate is configured", "sluice.replication.tls"));
            assertThat(rig.replicator().status().applyUp()).isFalse();
        }
    }
}

package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.replication.control.Phase;
import dev.sluice.replication.control.ReplicatorStatus;
import dev.sluice.replication.control.Snapshot;
import dev.sluice.testservers.Family;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullCopyIT {
    @TempDir
    Path stateDir;

    @ParameterizedTest
    @CsvSource({
        "REDIS, 6.2, REDIS, 7.0, yes, REDIS0009",
        "REDIS, 6.2, VALKEY, 8.0, no, REDIS0009",
        "REDIS, 7.0, VALKEY, 8.0, yes, REDIS0010",
        "REDIS, 7.0, VALKEY, 8.0, no, REDIS0010",
        "VALKEY, 8.0, VALKEY, 8.0, yes, REDIS0011",
    })
    void shouldCopyEverythingUnderLoad(
            Family from, String fromLine, Family to, String toLine, String diskless, String magic) throws Exception {
        try (Rig rig = new Rig(Servers.of(from, fromLine), Servers.of(to, toLine), stateDir)) {
            rig.control(NodeRole.SOURCE).configSet("repl-diskless-sync", diskless);
            rig.control(NodeRole.TARGET).set("left-over", "from before");
            Dataset.load(rig.control(NodeRole.SOURCE), 2000);

            Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 3);
            Snapshot snapshot = rig.copyFrom(NodeRole.SOURCE);
            assertThat(snapshot.magic()).isEqualTo(magic);
            rig.awaitStreaming();
            long before = writers.total();
            Rig.eventually().until(() -> writers.total() > before + 1000);
            writers.stop();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            writers.assertExactAt(rig.control(NodeRole.TARGET));

            rig.assertEqualContents();
            ReplicatorStatus status = rig.replicator().status();
            assertThat(status.phase()).isEqualTo(Phase.STREAMING);
            assertThat(status.fullSyncs()).isEqualTo(1);
            assertThat(status.partialSyncs()).isZero();
            assertThat(status.snapshotSent()).isEqualTo(status.snapshotBytes()).isEqualTo(status.snapshotTotal());
            assertThat(status.replid())
                    .isEqualTo(rig.info(NodeRole.SOURCE, "replication").get("master_replid"));
            Rig.get(rig.replicator().stop());
            assertThat(stateDir.resolve("replication-users")).doesNotExist();
            try (var left = Files.list(stateDir.resolve("spool"))) {
                assertThat(left).isEmpty();
            }
        }
    }
}

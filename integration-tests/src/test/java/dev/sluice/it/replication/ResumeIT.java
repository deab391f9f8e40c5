package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.replication.control.Phase;
import dev.sluice.replication.control.ReplicatorStatus;
import dev.sluice.replication.control.Snapshot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links and processes end, and the copy goes on where it was. */
class ResumeIT {
    @TempDir
    Path stateDir;

    private Rig streaming() throws Exception {
        Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir);
        Dataset.load(rig.control(NodeRole.SOURCE), 300);
        rig.copyFrom(NodeRole.SOURCE);
        rig.awaitStreaming();
        return rig;
    }

    private static void assertGoesOn(Rig rig, Writers writers) throws Exception {
        long before = writers.total();
        Rig.eventually().until(() -> writers.total() > before + 200);
        writers.stop();
        rig.awaitStreaming();
        rig.awaitCaughtUp(NodeRole.SOURCE);
        writers.assertExactAt(rig.control(NodeRole.TARGET));
        rig.assertEqualContents();
        assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
    }

    @Test
    void shouldGoOnByPartialResyncWhenTheTargetLosesItsLink() throws Exception {
        try (Rig rig = streaming()) {
            Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 3);
            for (int i = 1; i <= 3; i++) {
                int times = i;
                assertThat(rig.relayLink().cut()).isPositive();
                Rig.eventually()
                        .until(() -> rig.replicator().status().partialSyncs() == times
                                && rig.replicator().status().applyUp());
            }
            assertGoesOn(rig, writers);
            assertThat(rig.replicator().status().fullSyncs()).isEqualTo(1);
        }
    }

    @Test
    void shouldGoOnByPartialResyncWhenTheSourceLinkIsLost() throws Exception {
        try (Rig rig = streaming()) {
            Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 3);
            for (int i = 1; i <= 3; i++) {
                String times = Integer.toString(i);
                assertThat(rig.linkTo(NodeRole.SOURCE).cut()).isPositive();
                Rig.eventually()
                        .until(() ->
                                times.equals(rig.info(NodeRole.SOURCE, "stats").get("sync_partial_ok")));
            }
            assertGoesOn(rig, writers);
            assertThat(rig.replicator().status().problem()).isNull();
        }
    }

    @Test
    void shouldGoOnByPartialResyncAfterARestart() throws Exception {
        try (Rig rig = streaming()) {
            Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 3);
            Rig.eventually().until(() -> writers.total() > 300);

            Rig.get(rig.reopen().resume(NodeRole.SOURCE, rig.version(NodeRole.TARGET)));

            assertGoesOn(rig, writers);
            ReplicatorStatus status = rig.replicator().status();
            assertThat(status.fullSyncs()).isZero();
            assertThat(status.partialSyncs()).isPositive();
        }
    }

    @Test
    void shouldStartFromTheSpoolThatIsThere() throws Exception {
        try (Rig rig = streaming()) {
            Snapshot snapshot = Rig.get(rig.reopen().start(NodeRole.SOURCE, rig.version(NodeRole.TARGET)));

            assertThat(snapshot.magic()).isEqualTo(Snapshot.NONE);
            rig.awaitStreaming();
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
        }
    }

    @Test
    void shouldGiveATargetThatLostItsDataTheSnapshotOfTheSpool() throws Exception {
        try (Rig rig = streaming()) {
            rig.server(NodeRole.TARGET).kill();
            rig.control(NodeRole.SOURCE).set("while", "down");
            rig.server(NodeRole.TARGET).restart();
            rig.reconnectControl(NodeRole.TARGET);

            rig.follow(NodeRole.TARGET);

            Rig.eventually().until(() -> rig.replicator().status().fullSyncs() == 2);
            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.assertEqualContents();
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
        }
    }

    @Test
    void shouldTakeANewFullCopyWhenTheSpoolNoLongerReachesBack() throws Exception {
        try (Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir)) {
            rig.spool(1 << 26, 64 * 1024, 64 * 1024);
            Dataset.load(rig.control(NodeRole.SOURCE), 100);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            for (int i = 0; i < 300; i++) {
                rig.control(NodeRole.SOURCE).set("filler", "x".repeat(2000));
            }
            rig.awaitCaughtUp(NodeRole.SOURCE);
            Rig.eventually().until(() -> rig.replicator().status().spoolBytes() < 400_000);
            rig.server(NodeRole.TARGET).kill();
            rig.server(NodeRole.TARGET).restart();
            rig.reconnectControl(NodeRole.TARGET);

            rig.follow(NodeRole.TARGET);

            Rig.eventually().until(() -> rig.replicator().status().fullSyncs() == 2);
            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.assertEqualContents();
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("2");
        }
    }

    @Test
    void shouldAskTheSourceAgainForWhatATargetThatWentBackLacks() throws Exception {
        try (Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir)) {
            rig.spool(1 << 26, 64 * 1024, 64 * 1024);
            rig.control(NodeRole.SOURCE).configSet("repl-backlog-size", "10mb");
            Dataset.load(rig.control(NodeRole.SOURCE), 100);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            rig.control(NodeRole.TARGET).configRewrite();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.control(NodeRole.TARGET).save();
            rig.fill(NodeRole.SOURCE, 2 << 20);
            rig.awaitCaughtUp(NodeRole.SOURCE);
            Rig.eventually().until(() -> rig.replicator().status().spoolBytes() < 400_000);

            rig.server(NodeRole.TARGET).kill();
            rig.control(NodeRole.SOURCE).set("while", "down");
            rig.server(NodeRole.TARGET).restart();
            rig.reconnectControl(NodeRole.TARGET);

            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.assertEqualContents();
            assertThat(rig.replicator().status().fullSyncs()).isEqualTo(1);
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
        }
    }

    @Test
    void shouldStopWhenTheSpoolIsFullAndLeaveTheSourceAlone() throws Exception {
        try (Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir)) {
            rig.spool(2 << 20, 256 * 1024, 256 * 1024);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            rig.relayLink().stall();

            Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 2);
            rig.fill(NodeRole.SOURCE, 20 << 20);

            Rig.eventually().until(() -> rig.replicator().status().phase() == Phase.FAILED);
            assertThat(rig.replicator().status().problem()).contains("the spool is full");
            assertThat(rig.replicator().status().spoolBytes()).isLessThanOrEqualTo(2 << 20);
            long before = writers.total();
            Rig.eventually().until(() -> writers.total() > before + 100);
            writers.stop();
            assertThat(writers.refusals()).isEmpty();
            assertThat(rig.info(NodeRole.SOURCE, "replication").get("connected_slaves"))
                    .isEqualTo("0");
            rig.relayLink().heal();
            assertThat(rig.replicator().status().phase()).isEqualTo(Phase.FAILED);

            Rig.get(rig.replicator().stop());
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.assertEqualContents();
        }
    }

    @Test
    void shouldSayWhyItCannotStart() throws Exception {
        try (Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir)) {
            rig.control(NodeRole.SOURCE).configSet("requirepass", "secret-of-the-source");
            assertThatThrownBy(() -> Rig.get(rig.replicator().start(NodeRole.SOURCE, "8.0.1")))
                    .hasMessageContaining("NOAUTH");
            assertThat(rig.replicator().status().phase()).isEqualTo(Phase.OFF);

            rig.control(NodeRole.SOURCE).configSet("requirepass", "");
            rig.linkTo(NodeRole.SOURCE).refuse();
            assertThatThrownBy(() -> Rig.get(rig.replicator().start(NodeRole.SOURCE, "8.0.1")))
                    .hasMessageContaining("refused");

            rig.linkTo(NodeRole.SOURCE).accept();
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
        }
    }
}

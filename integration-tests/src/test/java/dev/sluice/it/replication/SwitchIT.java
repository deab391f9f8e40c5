package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.replication.control.ReplicatorStatus;
import dev.sluice.replication.position.Position;
import dev.sluice.testservers.Family;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The native path by hand: reject, catch up, demote, promote, attach, commit; and back; and the way out of it. */
class SwitchIT {
    @TempDir
    Path stateDir;

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2, REDIS, 7.0", "REDIS, 7.0, VALKEY, 8.0", "VALKEY, 8.0, VALKEY, 8.0"})
    void shouldSwitchForwardAndBackWithoutALossAndWithoutAFullCopy(
            Family from, String fromLine, Family to, String toLine) throws Exception {
        try (Rig rig = new Rig(Servers.of(from, fromLine), Servers.of(to, toLine), stateDir)) {
            Dataset.load(rig.control(NodeRole.SOURCE), 200);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();

            NodeRole active = NodeRole.SOURCE;
            for (int i = 0; i < 4; i++) {
                Writers writers = Writers.against(rig.server(active), 3);
                Rig.eventually().until(() -> writers.total() > 300);
                rig.switchFrom(active);
                writers.join();
                active = active.other();
                rig.awaitStreaming();
                rig.awaitCaughtUp(active);
                writers.assertExactAt(rig.control(active));
                writers.assertExactAt(rig.control(active.other()));
                rig.assertEqualContents();
                ReplicatorStatus status = rig.replicator().status();
                assertThat(status.from()).isEqualTo(active);
                assertThat(status.fullSyncs()).isZero();
                assertThat(status.problem()).isNull();
            }
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
            assertThat(rig.info(NodeRole.TARGET, "stats").get("sync_full")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2, REDIS, 7.0, true", "REDIS, 7.0, VALKEY, 8.0, true", "REDIS, 7.0, VALKEY, 8.0, false"})
    void shouldGoOnByPartialResyncAfterAnAbort(Family from, String fromLine, Family to, String toLine, boolean promoted)
            throws Exception {
        try (Rig rig = new Rig(Servers.of(from, fromLine), Servers.of(to, toLine), stateDir)) {
            Dataset.load(rig.control(NodeRole.SOURCE), 200);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();

            for (int i = 0; i < 3; i++) {
                Writers writers = Writers.against(rig.server(NodeRole.SOURCE), 3);
                Rig.eventually().until(() -> writers.total() > 100);
                Position last = rig.demote(NodeRole.SOURCE);
                writers.join();
                Position own = null;
                if (promoted) {
                    rig.promote(NodeRole.TARGET);
                    own = Rig.get(rig.replicator().attachReverse(NodeRole.TARGET, last));
                }

                CompletionStage<Void> restored = rig.replicator().restore(own);
                if (promoted) {
                    rig.follow(NodeRole.TARGET);
                }
                rig.promote(NodeRole.SOURCE);
                Rig.get(restored);
                rig.acceptWrites(NodeRole.SOURCE);

                Writers more = Writers.against(rig.server(NodeRole.SOURCE), 3);
                Rig.eventually().until(() -> more.total() > writers.total() + 100);
                more.stop();
                rig.awaitStreaming();
                rig.awaitCaughtUp(NodeRole.SOURCE);
                more.assertExactAt(rig.control(NodeRole.TARGET));
                rig.assertEqualContents();
            }
            assertThat(rig.replicator().status().fullSyncs()).isEqualTo(1);
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
        }
    }

    @Test
    void shouldGiveAStandbyThatMovedAfterItsPromotionAFullCopy() throws Exception {
        try (Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir)) {
            Dataset.load(rig.control(NodeRole.SOURCE), 100);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            Position last = rig.demote(NodeRole.SOURCE);
            rig.promote(NodeRole.TARGET);
            Position own = Rig.get(rig.replicator().attachReverse(NodeRole.TARGET, last));
            rig.control(NodeRole.TARGET).set("stray", "write");

            CompletionStage<Void> restored = rig.replicator().restore(own);
            rig.follow(NodeRole.TARGET);
            rig.promote(NodeRole.SOURCE);
            Rig.get(restored);
            rig.acceptWrites(NodeRole.SOURCE);

            rig.control(NodeRole.SOURCE).set("after", "abort");
            Rig.eventually().until(() -> rig.replicator().status().fullSyncs() == 2);
            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.assertEqualContents();
        }
    }

    @Test
    void shouldNeverGiveADemotedNodeAFullCopy() throws Exception {
        try (Rig rig = new Rig(Servers.redis70(), Servers.valkey80(), stateDir)) {
            Dataset.load(rig.control(NodeRole.SOURCE), 100);
            rig.copyFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            rig.switchFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            var before = rig.contents(NodeRole.SOURCE);

            // Forgets its history, as a restart without persistence would, but keeps its data.
            rig.promote(NodeRole.SOURCE);
            rig.control(NodeRole.SOURCE).set("moved", "on");
            rig.follow(NodeRole.SOURCE);

            Rig.eventually()
                    .untilAsserted(() -> assertThat(rig.replicator().status().problem())
                            .contains("asks for a position outside the history"));
            assertThat(rig.replicator().status().applyUp()).isFalse();
            assertThat(rig.contents(NodeRole.SOURCE))
                    .containsAllEntriesOf(before)
                    .containsKey("0:moved");
        }
    }
}

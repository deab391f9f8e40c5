package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.replication.control.Phase;
import dev.sluice.replication.control.ReplicatorStatus;
import dev.sluice.replication.position.Position;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Sluice ends in the middle of a switch, or the reverse lane meets what the old node cannot take. */
class RestartSwitchIT {
    @TempDir
    Path stateDir;

    private Rig streaming(Rig rig) throws Exception {
        Dataset.load(rig.control(NodeRole.SOURCE), 100);
        rig.copyFrom(NodeRole.SOURCE);
        rig.awaitStreaming();
        return rig;
    }

    @Test
    void shouldTakeUpTheReverseLaneAfterARestart() throws Exception {
        try (Rig rig = streaming(new Rig(Servers.redis70(), Servers.valkey80(), stateDir))) {
            rig.switchFrom(NodeRole.SOURCE);
            rig.awaitStreaming();

            Rig.get(rig.reopen().resume(NodeRole.TARGET, rig.version(NodeRole.SOURCE)));
            Rig.get(rig.replicator().commitReverse());

            assertFollowsTarget(rig);
        }
    }

    @Test
    void shouldTakeUpACommittedSwitchWhoseReverseLaneHadNotBegun() throws Exception {
        try (Rig rig = streaming(new Rig(Servers.redis70(), Servers.valkey80(), stateDir))) {
            Position last = rig.demote(NodeRole.SOURCE);
            rig.promote(NodeRole.TARGET);
            Rig.get(rig.replicator().attachReverse(NodeRole.TARGET, last));
            rig.replicator().close();
            rig.control(NodeRole.TARGET).set("written", "while Sluice was away");
            rig.acceptWrites(NodeRole.SOURCE);

            Rig.get(rig.reopen().resume(NodeRole.TARGET, rig.version(NodeRole.SOURCE)));
            Rig.eventually()
                    .untilAsserted(() -> assertThat(rig.replicator().status().problem())
                            .contains("not known yet what the source can apply"));
            rig.replicator().receiver(NodeRole.SOURCE, rig.limits(NodeRole.SOURCE));
            Rig.get(rig.replicator().commitReverse());

            assertFollowsTarget(rig);
        }
    }

    private static void assertFollowsTarget(Rig rig) {
        rig.control(NodeRole.TARGET).set("after", "restart");
        rig.awaitStreaming();
        rig.awaitCaughtUp(NodeRole.TARGET);
        rig.assertEqualContents();
        ReplicatorStatus status = rig.replicator().status();
        assertThat(status.from()).isEqualTo(NodeRole.TARGET);
        assertThat(status.fullSyncs()).isZero();
        assertThat(rig.info(NodeRole.TARGET, "stats").get("sync_full")).isEqualTo("0");
    }

    @Test
    void shouldUndoASwitchThatWasNotDecidedBeforeTheRestart() throws Exception {
        try (Rig rig = streaming(new Rig(Servers.redis70(), Servers.valkey80(), stateDir))) {
            Position last = rig.demote(NodeRole.SOURCE);
            rig.promote(NodeRole.TARGET);
            Position own = Rig.get(rig.replicator().attachReverse(NodeRole.TARGET, last));

            Rig.get(rig.reopen().resume(NodeRole.SOURCE, rig.version(NodeRole.TARGET)));
            CompletionStage<Void> restored = rig.replicator().restore(own);
            rig.follow(NodeRole.TARGET);
            rig.promote(NodeRole.SOURCE);
            Rig.get(restored);
            rig.acceptWrites(NodeRole.SOURCE);

            rig.control(NodeRole.SOURCE).set("after", "abort");
            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.SOURCE);
            rig.assertEqualContents();
            assertThat(rig.replicator().status().fullSyncs()).isZero();
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("sync_full")).isEqualTo("1");
        }
    }

    @Test
    void shouldLoseNothingWhenTheReverseLinkIsCutAfterTheCommit() throws Exception {
        try (Rig rig = streaming(new Rig(Servers.redis62(), Servers.redis70(), stateDir))) {
            rig.switchFrom(NodeRole.SOURCE);
            Writers writers = Writers.against(rig.server(NodeRole.TARGET), 3);
            for (int i = 0; i < 3; i++) {
                rig.awaitStreaming();
                rig.linkTo(NodeRole.TARGET).cut();
                rig.relayLink().cut();
                long before = writers.total();
                Rig.eventually().until(() -> writers.total() > before + 100);
            }
            writers.stop();

            rig.awaitStreaming();
            rig.awaitCaughtUp(NodeRole.TARGET);
            writers.assertExactAt(rig.control(NodeRole.SOURCE));
            rig.assertEqualContents();
        }
    }

    @Test
    void shouldStopTheReverseLaneExactlyBeforeACommandThatTheOldNodeWouldDrop() throws Exception {
        try (Rig rig = streaming(new Rig(Servers.redis62(), Servers.redis70(), stateDir))) {
            rig.switchFrom(NodeRole.SOURCE);
            rig.awaitStreaming();
            Jedis active = rig.control(NodeRole.TARGET);
            active.set("before", "passed");
            rig.awaitCaughtUp(NodeRole.TARGET);

            active.eval("redis.call('set', 'same', 'effect') "
                    + "redis.call('xgroup', 'setid', 'stream:0', 'group', '1-5', 'entriesread', '1')");

            Rig.eventually().until(() -> rig.replicator().status().phase() == Phase.FAILED);
            ReplicatorStatus status = rig.replicator().status();
            assertThat(status.lossy())
                    .containsIgnoringCase("xgroup with ENTRIESREAD is not known to version 6.2.7")
                    .contains("the source would drop");
            Jedis old = rig.control(NodeRole.SOURCE);
            assertThat(old.get("before")).isEqualTo("passed");
            assertThat(rig.offset(NodeRole.SOURCE, "slave_repl_offset")).isLessThanOrEqualTo(status.sent());
            assertThat(rig.info(NodeRole.SOURCE, "stats").get("unexpected_error_replies"))
                    .isEqualTo("0");
        }
    }

    @Test
    void shouldAnswerTheOldNodeThoughItsWithheldLinkWasLost() throws Exception {
        try (Rig rig = streaming(new Rig(Servers.redis70(), Servers.valkey80(), stateDir))) {
            Position last = rig.demote(NodeRole.SOURCE);
            rig.promote(NodeRole.TARGET);
            Rig.get(rig.replicator().attachReverse(NodeRole.TARGET, last));
            rig.relayLink().refuse();
            rig.relayLink().cut();
            rig.acceptWrites(NodeRole.SOURCE);
            rig.replicator().receiver(NodeRole.SOURCE, rig.limits(NodeRole.SOURCE));

            CompletionStage<Void> committed = rig.replicator().commitReverse();
            rig.control(NodeRole.TARGET).set("meanwhile", "written");
            Rig.eventually().until(() -> rig.replicator().status().captured() > last.offset());
            assertThat(rig.contents(NodeRole.SOURCE)).doesNotContainKey("0:meanwhile");

            rig.relayLink().accept();
            committed.toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertFollowsTarget(rig);
        }
    }
}

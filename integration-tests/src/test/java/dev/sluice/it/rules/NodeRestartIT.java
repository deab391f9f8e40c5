package dev.sluice.it.rules;

import static dev.sluice.it.rules.Eventually.attempt;
import static dev.sluice.it.rules.Eventually.config;
import static dev.sluice.it.rules.Eventually.eventually;
import static dev.sluice.it.rules.Eventually.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.it.cutover.LongTransaction;
import dev.sluice.it.cutover.Rig;
import dev.sluice.testservers.ServerBinary;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A node that was restarted has forgotten what it was told, or remembers what it should not. */
class NodeRestartIT {
    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldTellATargetThatCameBackAsAMasterToFollowAgain(ServerBinary source, ServerBinary target)
            throws Exception {
        try (Rig rig = Rig.of(source, target).start();
                Jedis client = rig.client()) {
            client.set("before", "1");
            rig.migrate();
            long copies = rig.status().replication().fullSyncs();
            rig.target.kill();
            client.set("meanwhile", "2");

            rig.target.restart();

            eventually().until(() -> rig.status().replication().fullSyncs() == copies + 1);
            try (Jedis copy = rig.target()) {
                eventually()
                        .ignoreExceptionsInstanceOf(JedisDataException.class)
                        .until(() -> copy.mget("before", "meanwhile").equals(List.of("1", "2")));
                assertThat(info(copy, "replication", "role")).isEqualTo("slave");
            }
            assertThat(rig.migration().events()).anyMatch(event -> event.text().contains("it was a writable master"));
            rig.awaitState("READY");
            assertThat(attempt(rig::cutover).committed()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldFenceARestartedOldSourceAgainAndAlarm(ServerBinary source, ServerBinary target) throws Exception {
        try (Rig rig = Rig.of(source, target).lanes(LaneMode.DEDICATED).start();
                Jedis client = rig.client()) {
            client.set("key", "1");
            rig.migrate();
            try (Jedis old = rig.source();
                    Jedis copy = rig.target()) {
                assertThat(rig.cutover().committed()).isTrue();
                rig.awaitState("REVERSIBLE");
                assertThat(config(old, "masterauth"))
                        .as("each node has a password of its own")
                        .isNotEmpty()
                        .isNotEqualTo(config(copy, "masterauth"));
                old.save();
            }
            rig.source.kill();
            client.set("key", "2");

            rig.source.restart();

            eventually().untilAsserted(() -> {
                try (Jedis old = rig.source()) {
                    assertThat(info(old, "replication", "role")).isEqualTo("slave");
                }
                assertThat(rig.status().problems()).anyMatch(problem -> problem.startsWith("rollback: "));
            });
            try (Jedis old = rig.source()) {
                assertThatThrownBy(() -> old.set("key", "3")).hasMessageContaining("READONLY");
                assertThat(old.exists("key")).as("never emptied").isTrue();
            }
            assertThat(rig.status().active()).isEqualTo(NodeRole.TARGET);
            assertThat(client.get("key")).isEqualTo("2");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldLiftAFenceThatWasWrittenToTheConfigurationFile(ServerBinary source, ServerBinary target)
            throws Exception {
        try (Rig rig = Rig.of(source, target)
                .with("sluice.cutover.catch-up-timeout", "20s")
                .with(LongTransaction.LIMIT, LongTransaction.LIMIT_VALUE)
                .start()) {
            rig.migrate();
            CompletionStage<AttemptReport> attempt;
            try (Jedis inTransaction = rig.client();
                    Jedis direct = rig.source()) {
                LongTransaction transaction = LongTransaction.begin(inTransaction);
                attempt = rig.migration().cutover(new Migration.CutoverOptions(false, null, null));
                rig.awaitState("HELD");
                rig.target.freeze();
                transaction.end();
                rig.awaitState("FENCED");
                direct.configRewrite();
                rig.source.kill();
                rig.source.restart();
            } finally {
                rig.target.thaw();
            }

            assertThat(Rig.get(attempt).committed()).isFalse();

            eventually().ignoreExceptionsInstanceOf(JedisDataException.class).until(() -> {
                try (Jedis client = rig.client()) {
                    return client.set("after", "1").equals("OK");
                }
            });
            rig.awaitState("READY");
            assertThat(attempt(rig::cutover).committed()).isTrue();
        }
    }
}

package dev.sluice.it.rules;

import static dev.sluice.it.rules.Eventually.config;
import static dev.sluice.it.rules.Eventually.info;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.it.cutover.Rig;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.testservers.ServerBinary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** The target was a master already when the attempt failed: it follows again from where it stands, without a copy. */
class UndoAfterPromotionIT {
    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldGoOnFromTheFinalOffset(ServerBinary source, ServerBinary target) throws Exception {
        LoadOptions load = LoadOptions.of(6, "u").withBypass(2);
        try (Rig rig = Rig.of(source, target).start();
                LoadGroup group = LoadGroup.start(rig.clients(), rig.sourceEndpoint(), load);
                Jedis active = rig.source();
                Jedis standby = rig.target()) {
            rig.migrate();
            long copies = rig.status().replication().fullSyncs();
            String served = info(active, "stats", "sync_full");
            // The promoted target refuses the reverse lane: what comes after the promotion fails.
            standby.sendCommand(redis.clients.jedis.Protocol.Command.ACL, "SETUSER", "default", "-psync");

            AttemptReport report = Eventually.attempt(rig::cutover);

            assertThat(report.committed()).isFalse();
            assertThat(report.reason()).contains("attaching to the promoted target");
            rig.awaitState("READY");
            assertThat(rig.status().active()).isEqualTo(NodeRole.SOURCE);
            assertThat(rig.status().replication().fullSyncs()).isEqualTo(copies);
            assertThat(info(active, "stats", "sync_full")).isEqualTo(served);
            assertThat(config(active, "min-replicas-to-write")).isEqualTo("0");
            standby.sendCommand(redis.clients.jedis.Protocol.Command.ACL, "SETUSER", "default", "+psync");
            assertThat(Eventually.attempt(rig::cutover).committed()).isTrue();
            rig.awaitState("REVERSIBLE");
            Verdict verdict = HistoryVerifier.verify(rig.targetEndpoint(), load.keys(), group.stop());
            assertThat(verdict.exact()).as(verdict.toString()).isTrue();
            assertThat(group.meter().errors())
                    .as(() -> group.meter().messages().toString())
                    .isZero();
        }
    }
}

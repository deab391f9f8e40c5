package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.it.Servers;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.testservers.ServerBinary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Whatever goes wrong before the decision: clients saw a wait, the source takes writes again, and the next attempt works. */
@ParameterizedClass(name = "{0}")
@EnumSource(LaneMode.class)
class AbortIT {
    @Parameter
    LaneMode lanes = LaneMode.AUTO;

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(Named.of("redis 6.2", Servers.redis62()), Named.of("redis 7.0", Servers.redis70())),
                Arguments.of(Named.of("redis 7.0", Servers.redis70()), Named.of("valkey 8.0", Servers.valkey80())));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("pairs")
    void shouldUndoWhenTheTargetStandsStill(ServerBinary source, ServerBinary target) throws Exception {
        try (Rig rig = Rig.of(source, target)
                        .lanes(lanes)
                        .with("sluice.cutover.catch-up-timeout", "300ms")
                        .with("sluice.cutover.fence-timeout", "2s")
                        .with("sluice.target.command-timeout", "500ms")
                        .with(LongTransaction.LIMIT, LongTransaction.LIMIT_VALUE)
                        .start();
                LoadGroup group = LoadGroup.start(rig.clients(), null, LoadOptions.of(6, "a"))) {
            rig.migrate();
            AttemptReport report;
            try (Jedis inTransaction = rig.client()) {
                LongTransaction transaction = LongTransaction.begin(inTransaction);
                var cutover = rig.migration().cutover(new Migration.CutoverOptions(false, null, null));
                rig.awaitState("HELD");
                rig.target.freeze();
                transaction.end();
                report = Rig.get(cutover);
            } finally {
                rig.target.thaw();
            }
            assertThat(report.committed()).as(report.toString()).isFalse();
            assertThat(rig.status().active()).isEqualTo(NodeRole.SOURCE);
            rig.awaitState("READY");
            assertThat(rig.cutover().committed()).isTrue();
            rig.awaitState("REVERSIBLE");
            List<ClientHistory> histories = group.stop();
            assertThat(group.meter().errors())
                    .as(() -> group.meter().messages().toString())
                    .isZero();
            assertThat(group.meter().dropped()).isZero();
            Verdict verdict = HistoryVerifier.verify(
                    rig.targetEndpoint(), LoadOptions.of(6, "a").keys(), histories);
            assertThat(verdict.exact()).as(verdict.toString()).isTrue();
        }
    }

    @Test
    void shouldAbortWhenTheHoldGrowsTooLong() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.redis70())
                        .lanes(lanes)
                        .with("sluice.cutover.max-pause", "1ms")
                        .start();
                Jedis client = rig.client()) {
            rig.migrate();
            client.incr("n");

            AttemptReport report = rig.cutover();

            assertThat(report.committed()).isFalse();
            assertThat(report.reason()).contains("max-pause");
            assertThat(client.incr("n")).isEqualTo(2);
            rig.awaitState("READY");
        }
    }

    @Test
    void shouldAbortWhenTooMuchIsHeld() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80())
                        .lanes(lanes)
                        .with("sluice.cutover.hold-max-commands", "2")
                        .with(LongTransaction.LIMIT, LongTransaction.LIMIT_VALUE)
                        .start();
                Jedis inTransaction = rig.client();
                LoadGroup group = LoadGroup.start(rig.clients(), null, LoadOptions.of(8, "o"))) {
            rig.migrate();
            // Keeps the hold open until the others' commands overflow it.
            LongTransaction.begin(inTransaction);

            AttemptReport report = rig.cutover();

            assertThat(report.committed()).isFalse();
            assertThat(report.reason()).contains("hold-max-commands");
            rig.awaitState("READY");
            group.stop();
            assertThat(group.meter().errors()).isZero();
            assertThat(group.meter().dropped()).isZero();
        }
    }

    @Test
    void shouldAbortOnRequest() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80())
                        .lanes(lanes)
                        .with(LongTransaction.LIMIT, LongTransaction.LIMIT_VALUE)
                        .start();
                Jedis inTransaction = rig.client()) {
            rig.migrate();
            LongTransaction transaction = LongTransaction.begin(inTransaction);
            var cutover = rig.migration().cutover(new Migration.CutoverOptions(false, null, null));
            rig.awaitState("HELD");

            Rig.get(rig.migration().abort());

            assertThat(Rig.get(cutover).committed()).isFalse();
            rig.awaitState("READY");
            transaction.end();
            assertThat(inTransaction.set("w", "1")).isEqualTo("OK");
        }
    }
}

package dev.sluice.it.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.it.cutover.Rig;
import dev.sluice.testservers.ServerBinary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** A node that is healthy as it is may not be in its new role: looked at once more when an attempt begins. */
class FitnessIT {
    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldNotBeginWithANodeThatIsUnfitForItsNewRole(ServerBinary source, ServerBinary target) throws Exception {
        try (Rig rig = Rig.of(source, target).start();
                Jedis active = rig.source();
                Jedis standby = rig.target();
                Jedis client = rig.client()) {
            rig.migrate();

            assertRefusedWith(rig, standby, "min-replicas-to-write", "1", "target.min-replicas");
            assertRefusedWith(rig, standby, "maxmemory", "100kb", "target.maxmemory");
            assertRefusedWith(rig, active, "replica-read-only", "no", "source.replica-read-only");
            assertRefusedWith(rig, active, "replica-serve-stale-data", "no", "source.replica-serve-stale-data");

            assertThat(client.incr("n")).isEqualTo(1);
            assertThat(Eventually.attempt(rig::cutover).committed()).isTrue();
        }
    }

    private static void assertRefusedWith(Rig rig, Jedis node, String parameter, String value, String check) {
        rig.awaitState("READY");
        String before = Eventually.config(node, parameter);
        node.configSet(parameter, value);
        assertThatThrownBy(rig::cutover).isInstanceOf(RefusedException.class).hasMessageContaining(check);
        node.configSet(parameter, before);
        Eventually.eventually()
                .untilAsserted(() -> assertThat(rig.status().reason()).doesNotContain(check));
    }
}

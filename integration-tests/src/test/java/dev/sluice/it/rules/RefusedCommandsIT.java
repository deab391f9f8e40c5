package dev.sluice.it.rules;

import static dev.sluice.it.rules.Eventually.eventually;
import static dev.sluice.it.rules.Eventually.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.it.Servers;
import dev.sluice.it.cutover.Rig;
import dev.sluice.testservers.ServerBinary;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** A replica drops what it cannot carry out, and its offset goes on: Sluice sees it, says it, and decides nothing on it. */
class RefusedCommandsIT {
    private static final String WITHOUT_LSET = "rename-command LSET \"\"";

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldStopBeforeACommandThatTheTargetDoesNotKnow(ServerBinary source, ServerBinary target) throws Exception {
        try (Rig rig = Rig.of(Servers.start(source), Servers.start(target, WITHOUT_LSET))
                        .start();
                Jedis client = rig.client();
                Jedis copy = rig.target()) {
            rig.migrate();
            client.rpush("list", "first");

            client.lset("list", 0, "changed");

            eventually()
                    .untilAsserted(() -> assertThat(rig.status().reason()).containsIgnoringCase("lset is not known"));
            assertNotReady(rig::cutover);
            assertThat(client.rpush("list", "second"))
                    .as("the source serves on")
                    .isEqualTo(2);
            eventually()
                    .untilAsserted(() -> assertThat(copy.lrange("list", 0, -1)).containsExactly("first"));
            assertThat(info(copy, "stats", "unexpected_error_replies")).isEqualTo("0");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldNotBeReadyAfterTheTargetRefusedACommand(ServerBinary source, ServerBinary target) throws Exception {
        try (Rig rig = Rig.of(source, target).start();
                Jedis client = rig.client();
                Jedis copy = rig.target()) {
            rig.migrate();
            // What no table of commands tells: the key is of another type there.
            copy.configSet("replica-read-only", "no");
            copy.set("list", "a string");
            copy.configSet("replica-read-only", "yes");

            client.rpush("list", "first");

            eventually().untilAsserted(() -> assertThat(rig.status().reason()).contains("refused 1 commands"));
            assertNotReady(rig::cutover);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldSayThatARollbackWouldLoseWhatTheOldSourceDoesNotKnow(ServerBinary source, ServerBinary target)
            throws Exception {
        try (Rig rig = Rig.of(Servers.start(source, WITHOUT_LSET), Servers.start(target))
                        .start();
                Jedis client = rig.client();
                Jedis old = rig.source()) {
            reversible(rig);
            client.rpush("list", "first");

            client.lset("list", 0, "changed");

            assertLossy(rig, "lset is not known");
            assertThat(client.lrange("list", 0, -1)).containsExactly("changed");
            eventually()
                    .untilAsserted(() -> assertThat(old.lrange("list", 0, -1)).containsExactly("first"));
            assertThat(info(old, "stats", "unexpected_error_replies")).isEqualTo("0");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldNotPutAWriteIntoAnotherDatabaseOfTheOldSource(ServerBinary source, ServerBinary target)
            throws Exception {
        try (Rig rig = Rig.of(Servers.start(source, "databases 4"), Servers.start(target, "databases 16"))
                        .start();
                Jedis client = rig.client();
                Jedis old = rig.source()) {
            reversible(rig);
            client.select(3);
            client.set("within", "1");

            client.select(9);
            client.set("beyond", "1");

            assertLossy(rig, "SELECT 9 needs more than the 4 databases");
            for (int database = 0; database < 4; database++) {
                old.select(database);
                assertThat(old.exists("beyond")).as("database %d", database).isFalse();
            }
            eventually().untilAsserted(() -> assertThat(old.exists("within")).isTrue());
        }
    }

    private static void reversible(Rig rig) throws Exception {
        rig.migrate();
        assertThat(rig.cutover().committed()).isTrue();
        rig.awaitState("REVERSIBLE");
    }

    private static void assertLossy(Rig rig, String why) {
        eventually()
                .untilAsserted(() -> assertThat(rig.status().problems())
                        .anySatisfy(problem -> assertThat(problem)
                                .startsWith("rollback: no longer lossless")
                                .containsIgnoringCase(why)));
        assertNotReady(rig::rollback);
    }

    private static void assertNotReady(ThrowingCallable verb) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("NOTREADY"));
    }
}

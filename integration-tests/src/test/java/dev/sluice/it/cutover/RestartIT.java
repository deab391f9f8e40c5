package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A Sluice that is stopped and started again goes on where the journal and the spool say. */
class RestartIT {
    @Test
    void shouldGoOnCopyingByPartialResync() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80()).start()) {
            rig.migrate();
            long fullSyncsOfSource = stat(rig.source(), "sync_full");
            try (Jedis source = rig.source()) {
                source.set("before", "1");
            }

            rig.sluice().close();
            try (Jedis source = rig.source()) {
                source.set("meanwhile", "2");
            }
            rig.start();
            rig.awaitState("READY");

            try (Jedis target = rig.target()) {
                org.awaitility.Awaitility.await()
                        .untilAsserted(() ->
                                assertThat(target.mget("before", "meanwhile")).containsExactly("1", "2"));
            }
            assertThat(stat(rig.source(), "sync_full")).isEqualTo(fullSyncsOfSource);
            assertThat(rig.cutover().committed()).isTrue();
        }
    }

    @Test
    void shouldServeFromTheNodeThatTheJournalNames() throws Exception {
        try (Rig rig = Rig.of(Servers.redis62(), Servers.redis70()).start()) {
            rig.migrate();
            assertThat(rig.cutover().committed()).isTrue();
            rig.awaitState("REVERSIBLE");

            rig.restart();

            assertThat(rig.status().active()).isEqualTo(NodeRole.TARGET);
            try (Jedis client = rig.client();
                    Jedis target = rig.target()) {
                client.set("after", "restart");
                assertThat(target.get("after")).isEqualTo("restart");
            }
            rig.awaitState("REVERSIBLE");
            try (Jedis source = rig.source()) {
                org.awaitility.Awaitility.await()
                        .atMost(Rig.PATIENCE)
                        .untilAsserted(() -> assertThat(source.get("after")).isEqualTo("restart"));
            }
            assertThat(rig.rollback().committed()).isTrue();
            rig.awaitState("READY");
        }
    }

    @Test
    void shouldStayAtTheTargetOnceFinal() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.redis70()).start()) {
            String backlog = config(rig.source(), "repl-backlog-size");
            rig.migrate();
            assertThat(rig.cutover().committed()).isTrue();
            rig.awaitState("REVERSIBLE");
            Rig.get(rig.migration().complete());
            rig.awaitState("FINAL");

            rig.restart();

            assertThat(rig.status().state()).isEqualTo("FINAL");
            assertThat(rig.status().active()).isEqualTo(NodeRole.TARGET);
            assertThat(rig.status().changedSettings()).isEmpty();
            assertThat(config(rig.source(), "repl-backlog-size")).isEqualTo(backlog);
            assertThat(config(rig.source(), "masterauth")).isEmpty();
            assertThat(config(rig.target(), "masterauth")).isEmpty();
            assertThat(config(rig.target(), "min-replicas-to-write")).isEqualTo("0");
        }
    }

    @Test
    void shouldCopyATargetThatForgotEverythingAgainAfterARollback() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80()).start()) {
            rig.migrate();
            assertThat(rig.cutover().committed()).isTrue();
            rig.awaitState("REVERSIBLE");
            assertThat(rig.rollback().committed()).isTrue();
            rig.awaitState("READY");
            try (Jedis client = rig.client()) {
                client.set("after", "rollback");
            }

            rig.target.restart();

            try (Jedis target = rig.target()) {
                org.awaitility.Awaitility.await()
                        .atMost(Rig.PATIENCE)
                        .untilAsserted(() -> assertThat(target.get("after")).isEqualTo("rollback"));
            }
            rig.awaitState("READY");
        }
    }

    private static long stat(Jedis server, String field) {
        try (server) {
            return server.info("stats")
                    .lines()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.substring(field.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String config(Jedis server, String parameter) {
        try (server) {
            return server.configGet(parameter).get(parameter);
        }
    }
}

package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.it.Servers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.SafeEncoder;

/** What sessions are doing when the cutover comes. One migration for all tests: each starts READY and ends so, by a rollback. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsAtCutoverIT {
    private Rig rig;
    private Jedis client;

    @BeforeAll
    void start() throws Exception {
        rig = Rig.of(Servers.redis70(), Servers.valkey80()).start();
        rig.migrate();
    }

    @BeforeEach
    void connect() {
        client = rig.client();
    }

    @AfterEach
    void backToTheSource() throws Exception {
        client.close();
        if (rig.status().state().equals("REVERSIBLE")) {
            assertThat(rig.rollback().committed()).isTrue();
        }
        rig.awaitState("READY");
    }

    @AfterAll
    void stop() throws Exception {
        rig.close();
    }

    @Test
    void shouldCarryDatabaseNameAndLibrary() throws Exception {
        client.select(3);
        client.clientSetname("worker-7");
        client.set("here", "1");

        assertThat(rig.cutover().committed()).isTrue();

        assertThat(client.clientGetname()).isEqualTo("worker-7");
        assertThat(client.get("here")).isEqualTo("1");
        client.set("there", "2");
        try (Jedis target = rig.target()) {
            target.select(3);
            assertThat(target.mget("here", "there")).containsExactly("1", "2");
            assertThat(target.clientList()).contains("db=3");
        }
        assertThat(client.clientInfo()).contains(" name=worker-7 ").contains(" db=3 ");
    }

    @Test
    void shouldMoveATransactionWithItsQueue() throws Exception {
        send(client, Command.MULTI);
        assertThat(send(client, Command.INCR, "in-transaction")).isEqualTo("QUEUED");

        AttemptReport report = rig.cutover();

        assertThat(report.committed()).isTrue();
        assertThat(client.sendCommand(Command.EXEC)).isEqualTo(List.of(1L));
        try (Jedis target = rig.target()) {
            assertThat(target.get("in-transaction")).isEqualTo("1");
        }
    }

    @Test
    void shouldAnswerByNullWhenSomethingWasWatchedBefore() throws Exception {
        send(client, Command.WATCH, "watched");

        assertThat(rig.cutover().committed()).isTrue();

        send(client, Command.MULTI);
        send(client, Command.SET, "watched", "1");
        assertThat(client.sendCommand(Command.EXEC)).isNull();
        assertThat(client.get("watched")).isNull();
        send(client, Command.MULTI);
        send(client, Command.SET, "watched", "2");
        assertThat(client.sendCommand(Command.EXEC)).isNotNull();
    }

    @Test
    void shouldHaveTheScriptsOfClientsAtTheOtherNode() throws Exception {
        String loaded = client.scriptLoad("return redis.call('INCR', KEYS[1])");
        assertThat(client.eval("return 'ran before'")).isEqualTo("ran before");
        send(client, Command.MULTI);
        send(client, Command.EVALSHA, loaded, "1", "scripted");

        assertThat(rig.cutover().committed()).isTrue();

        assertThat(client.sendCommand(Command.EXEC)).isEqualTo(List.of(1L));
        assertThat(client.evalsha(loaded, 1, "scripted")).isEqualTo(2L);
        assertThat(client.evalsha(sha1("return 'ran before'"), 0)).isEqualTo("ran before");
    }

    private static String sha1(String body) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void shouldMissNoKeyInAScanAcrossTheSwitch() throws Exception {
        Set<String> expected = new HashSet<>();
        try (Pipeline pipeline = client.pipelined()) {
            for (int i = 0; i < 10_000; i++) {
                expected.add("scan:" + i);
                pipeline.set("scan:" + i, "1");
            }
        }
        ScanParams some = new ScanParams().count(100).match("scan:*");
        Set<String> found = new HashSet<>();
        ScanResult<String> part = client.scan("0", some);
        for (int i = 0; i < 30; i++) {
            found.addAll(part.getResult());
            part = client.scan(part.getCursor(), some);
        }
        found.addAll(part.getResult());

        assertThat(rig.cutover().committed()).isTrue();

        // Another connection goes on, as pools make it.
        try (Jedis other = rig.client()) {
            int steps = 0;
            while (!part.isCompleteIteration()) {
                part = other.scan(part.getCursor(), some);
                found.addAll(part.getResult());
                assertThat(++steps).isLessThan(1_000);
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void shouldAbortWhenATransactionThatIsTooLargeDoesNotEnd() throws Exception {
        try (Rig impatient = Rig.of(Servers.redis62(), Servers.redis70())
                        .with("sluice.cutover.transaction-timeout", "100ms")
                        .with("sluice.limits.transaction-commands", "1")
                        .start();
                Jedis stuck = impatient.client();
                Jedis other = impatient.client()) {
            impatient.migrate();
            send(stuck, Command.MULTI);
            send(stuck, Command.INCR, "stuck");
            send(stuck, Command.INCR, "stuck");
            assertThat(other.incr("other")).isEqualTo(1);

            AttemptReport report = impatient.cutover();

            assertThat(report.committed()).isFalse();
            assertThat(report.reason()).contains("MULTI");
            assertThat(other.incr("other")).isEqualTo(2);
            assertThat(stuck.sendCommand(Command.EXEC)).isEqualTo(List.of(1L, 2L));
            impatient.awaitState("READY");
        }
    }

    @Test
    void shouldRefuseWhileASessionIsBlockedInWhatCannotBeCalledBackAndNameIt() throws Exception {
        client.clientSetname("consumer");
        String tooLongToKeep = "x".repeat(3 << 20);
        CompletableFuture<List<String>> popped =
                CompletableFuture.supplyAsync(() -> client.blpop(20, "queue", tooLongToKeep));
        org.awaitility.Awaitility.await().untilAsserted(() -> assertRefused("BLOCKED", "blocked"));

        try (Jedis producer = rig.client()) {
            producer.rpush("queue", "job");
        }
        assertThat(Rig.get(popped)).containsExactly("queue", "job");
        assertThat(rig.cutover().committed()).isTrue();
    }

    @Test
    void shouldServeAClientThatConnectsDuringTheAttempt() throws Exception {
        // More than can be moved, so the attempt waits.
        send(client, Command.MULTI);
        send(client, Command.SET, "large", "x".repeat(2 << 20));
        CompletionStage<AttemptReport> cutover =
                rig.migration().cutover(new Migration.CutoverOptions(false, null, null));
        rig.awaitState("HELD");
        CompletableFuture<Long> late = CompletableFuture.supplyAsync(() -> {
            try (Jedis newcomer = rig.client()) {
                return newcomer.incr("newcomer");
            }
        });

        client.sendCommand(Command.EXEC);

        assertThat(Rig.get(cutover).committed()).isTrue();
        assertThat(Rig.get(late)).isEqualTo(1);
        try (Jedis target = rig.target()) {
            assertThat(target.get("newcomer")).isEqualTo("1");
        }
    }

    @Test
    void shouldRehearseWithoutMovingAnything() throws Exception {
        AttemptReport report = Rig.get(rig.migration().cutover(new Migration.CutoverOptions(true, null, null)));

        assertThat(report.kind()).isEqualTo("dry-run");
        assertThat(report.committed()).isFalse();
        assertThat(report.reason()).isNull();
        assertThat(client.incr("after-dry-run")).isEqualTo(1);
        try (Jedis source = rig.source()) {
            assertThat(source.get("after-dry-run")).isEqualTo("1");
        }
    }

    /** Sent at once, unlike those of Jedis' own Transaction, which keeps them until EXEC. */
    private static String send(Jedis jedis, Command command, String... arguments) {
        return SafeEncoder.encode((byte[]) jedis.sendCommand(command, arguments));
    }

    private void assertRefused(String code, String reason) {
        assertThatThrownBy(rig::cutover)
                .isInstanceOfSatisfying(
                        Migration.RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContaining(reason);
    }
}

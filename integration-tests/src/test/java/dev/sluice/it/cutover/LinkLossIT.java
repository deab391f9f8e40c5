package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.it.Servers;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.testservers.FaultyLink;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A link is lost in each state: the copy goes on, an attempt is committed or undone, and no acknowledged write is missing. */
class LinkLossIT {
    private static final int ROUNDS = Boolean.getBoolean("full") ? 20 : 1;

    /** Makes every step of an attempt last, so that each state can be met. */
    private static final Duration SLOW = Duration.ofMillis(10);

    private static final int TRIES = 10;

    @Test
    void shouldSurviveTheLossOfALinkInEachStateOfAnAttempt() throws Exception {
        int port = Ports.free();
        RunningServer source = Servers.start(Servers.redis70());
        RunningServer target = Servers.start(Servers.valkey80());
        try (FaultyLink replication = FaultyLink.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                FaultyLink toTarget = FaultyLink.to(target.address());
                Rig rig = Rig.of(source, target)
                        .with("sluice.target.uri", "redis://127.0.0.1:" + toTarget.port())
                        .with("sluice.replication.listen.port", Integer.toString(port))
                        .with("sluice.replication.announce-host", "127.0.0.1")
                        .with("sluice.replication.announce-port", Integer.toString(replication.port()))
                        .start();
                LoadGroup group = LoadGroup.start(rig.clients(), null, LoadOptions.of(6, "l"))) {
            rig.migrate();
            replication.delay(SLOW);
            toTarget.delay(SLOW);
            List<String> outcomes = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String state : List.of("HELD", "FENCED", "CAUGHT_UP", "SEALED", "COMMITTED")) {
                    outcomes.add(state + ": " + loseIn(rig, state, replication));
                }
            }
            rig.awaitState("READY");
            List<ClientHistory> histories = group.stop();

            assertThat(rig.status().active()).isEqualTo(NodeRole.SOURCE);
            assertThat(group.meter().errors())
                    .as(() -> group.meter().messages() + " " + outcomes)
                    .isZero();
            assertThat(group.meter().dropped()).as(outcomes::toString).isZero();
            Verdict verdict = HistoryVerifier.verify(
                    rig.sourceEndpoint(), LoadOptions.of(6, "l").keys(), histories);
            assertThat(verdict.exact()).as(verdict + " " + outcomes).isTrue();
        }
    }

    /** Attempts until the state was met and the link cut in it: a run without a fault does not count. */
    private static String loseIn(Rig rig, String state, FaultyLink link) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            rig.awaitState("READY");
            Awaitility.await()
                    .atMost(Rig.PATIENCE)
                    .until(() -> rig.status().replication().applyUp());
            CompletableFuture<AttemptReport> attempt = rig.migration()
                    .cutover(new CutoverOptions(false, null, null))
                    .toCompletableFuture();
            int cut = 0;
            while (cut == 0 && !attempt.isDone()) {
                if (rig.status().state().equals(state)) {
                    cut = link.reset();
                }
                Thread.onSpinWait();
            }
            AttemptReport report;
            try {
                report = Rig.get(attempt);
            } catch (RefusedException notYet) {
                assertThat(cut).isZero();
                continue;
            }
            if (report.committed()) {
                rig.awaitState("REVERSIBLE");
                rollBack(rig);
            }
            if (cut > 0) {
                return report.committed() ? "committed" : "aborted, " + report.reason();
            }
        }
        throw new AssertionError("never met the state " + state + " in " + TRIES + " attempts");
    }

    /** The link that was cut may just be coming back: until then the rollback is refused, with nothing touched. */
    private static void rollBack(Rig rig) {
        Awaitility.await()
                .atMost(Rig.PATIENCE)
                .ignoreException(RefusedException.class)
                .until(() -> rig.rollback().committed());
    }

    @Test
    void shouldTakeTheCopyUpAgainAndLetClientsReconnectWhenTheSourceIsLost() throws Exception {
        RunningServer source = Servers.start(Servers.redis70());
        try (FaultyLink toSource = FaultyLink.to(source.address());
                Rig rig = Rig.of(source, Servers.start(Servers.valkey80()))
                        .lanes(LaneMode.DEDICATED)
                        .with("sluice.source.uri", "redis://127.0.0.1:" + toSource.port())
                        .start()) {
            rig.migrate();
            long fullCopies = rig.status().replication().fullSyncs();
            try (Jedis client = rig.client()) {
                client.set("before", "1");
                toSource.reset();
                // What a lost server looks like.
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.set("during", "1"))
                        .isInstanceOf(JedisConnectionException.class);
            }
            try (Jedis again = rig.client();
                    Jedis target = rig.target()) {
                again.set("after", "2");
                Awaitility.await()
                        .atMost(Rig.PATIENCE)
                        .untilAsserted(
                                () -> assertThat(target.mget("before", "after")).containsExactly("1", "2"));
            }
            rig.awaitState("READY");
            assertThat(rig.status().replication().fullSyncs()).isEqualTo(fullCopies);
            assertThat(rig.cutover().committed()).isTrue();
        }
    }

    @Test
    void shouldFinishTheFirstCopyWhenItsLinksAreCutInTheMiddle() throws Exception {
        int port = Ports.free();
        RunningServer source = Servers.start(Servers.redis62());
        try (FaultyLink toSource = FaultyLink.to(source.address());
                FaultyLink replication = FaultyLink.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                Rig rig = Rig.of(source, Servers.start(Servers.redis70()))
                        .with("sluice.source.uri", "redis://127.0.0.1:" + toSource.port())
                        .with("sluice.replication.listen.port", Integer.toString(port))
                        .with("sluice.replication.announce-host", "127.0.0.1")
                        .with("sluice.replication.announce-port", Integer.toString(replication.port()))
                        .start()) {
            try (Jedis direct = rig.source()) {
                byte[] value = new byte[1 << 20];
                new java.util.Random(7).nextBytes(value);
                for (int i = 0; i < 16; i++) {
                    direct.set(("big:" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII), value);
                }
            }
            replication.throttle(4 << 20);
            Rig.get(rig.migration().start(new dev.sluice.cutover.api.Migration.StartOptions(false)));
            Awaitility.await().until(() -> rig.status().replication().snapshotSent() > 1 << 20);
            assertThat(replication.reset()).isPositive();
            toSource.reset();
            replication.heal();

            rig.awaitState("READY");

            try (Jedis target = rig.target()) {
                assertThat(target.dbSize()).isEqualTo(16);
            }
        }
    }
}

package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import dev.sluice.it.Servers;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerOptions;
import java.time.Duration;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Nodes that are not fit, and nodes that fail while they are copied: said in words, with nothing lost at the source. */
class BadInputIT {
    private static final Migration.StartOptions KEEP_TARGET = new Migration.StartOptions(false);

    @Test
    void shouldRefuseATargetThatHoldsDataUnlessToldOtherwise() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80()).start();
                Jedis target = rig.target()) {
            target.set("precious", "1");

            assertThatThrownBy(() -> Rig.get(rig.migration().start(KEEP_TARGET)))
                    .isInstanceOf(Migration.RefusedException.class)
                    .hasMessageContaining("target.empty");
            assertThat(target.get("precious")).isEqualTo("1");

            Rig.get(rig.migration().start(new Migration.StartOptions(true)));
            rig.awaitState("READY");
            assertThat(target.exists("precious")).isFalse();
        }
    }

    @Test
    void shouldNameAnUnreachableNode() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80()).start()) {
            rig.target.kill();

            assertThat(failed(Rig.get(rig.migration().preflight()))).contains("target");
            assertThatThrownBy(() -> Rig.get(rig.migration().start(KEEP_TARGET)))
                    .isInstanceOf(Migration.RefusedException.class)
                    .hasMessageContaining("target");
        }
    }

    @Test
    void shouldNameAWrongPasswordAndNotPrintIt() throws Exception {
        RunningServer guarded =
                RunningServer.start(Servers.valkey80(), ServerOptions.defaults().password("right"));
        try (Rig rig = Rig.of(Servers.start(Servers.redis70()), guarded)
                .with("sluice.target.uri", "redis://:wr0ng@127.0.0.1:" + guarded.port())
                .start()) {
            String report = failed(Rig.get(rig.migration().preflight()));

            assertThat(report).contains("target").contains("WRONGPASS").doesNotContain("wr0ng");
        }
    }

    @Test
    void shouldSayThatPsyncIsRefused() throws Exception {
        RunningServer source = Servers.start(Servers.redis70(), "user sluice on >pw ~* &* +@all -psync");
        try (Rig rig = Rig.of(source, Servers.start(Servers.valkey80()))
                .with("sluice.source.uri", "redis://sluice:pw@127.0.0.1:" + source.port())
                .start()) {
            assertThat(failed(Rig.get(rig.migration().preflight()))).containsIgnoringCase("psync");
        }
    }

    @Test
    void shouldSayThatReplicaofIsRefused() throws Exception {
        RunningServer target = Servers.start(Servers.valkey80(), "rename-command REPLICAOF \"\"");
        try (Rig rig = Rig.of(Servers.start(Servers.redis70()), target).start()) {
            assertThat(failed(Rig.get(rig.migration().preflight()))).containsIgnoringCase("replicaof");
        }
    }

    @Test
    void shouldRefuseFewerDatabasesAtTheTarget() throws Exception {
        RunningServer target = Servers.start(Servers.valkey80(), "databases 4");
        try (Rig rig = Rig.of(Servers.start(Servers.redis70()), target).start()) {
            assertThat(failed(Rig.get(rig.migration().preflight()))).contains("databases");
        }
    }

    @Test
    void shouldRefuseATargetThatCannotReadTheFormat() throws Exception {
        try (Rig rig = Rig.of(Servers.valkey80(), Servers.redis70()).start()) {
            assertThat(failed(Rig.get(rig.migration().preflight()))).contains("format");
        }
    }

    @Test
    void shouldGoOnServingWhenTheTargetDiesDuringTheCopyAndCopyAgainWhenItIsBack() throws Exception {
        try (Rig rig = Rig.of(Servers.redis62(), Servers.redis70()).start();
                Jedis client = rig.client()) {
            rig.migrate();
            rig.target.kill();
            Awaitility.await()
                    .atMost(Rig.PATIENCE)
                    .until(() -> !rig.status().state().equals("READY"));
            assertThat(client.incr("n")).isEqualTo(1);

            rig.target.restart();

            rig.awaitState("READY");
            try (Jedis target = rig.target()) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(target.get("n")).isEqualTo("1"));
            }
        }
    }

    @Test
    void shouldStopTheCopyAndSayWhyWhenTheSpoolIsFull() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80())
                        .with("sluice.replication.spool-max", "4MiB")
                        .with("sluice.replication.spool-segment", "1MiB")
                        .with("sluice.replication.spool-retain", "0")
                        .start();
                Jedis client = rig.client()) {
            rig.migrate();
            rig.target.freeze();
            try {
                byte[] big = new byte[1 << 20];
                Awaitility.await()
                        .atMost(Rig.PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> {
                            client.set("big".getBytes(java.nio.charset.StandardCharsets.US_ASCII), big);
                            return rig.status().replication().problem() != null;
                        });
            } finally {
                rig.target.thaw();
            }

            assertThat(rig.status().replication().problem()).contains("spool");
            assertThat(client.incr("still")).isEqualTo(1);
            Rig.get(rig.migration().stop());
            rig.awaitState("IDLE");
        }
    }

    @Test
    void shouldSayThatTheTargetFindsNoWayToSluice() throws Exception {
        try (Rig rig = Rig.of(Servers.redis70(), Servers.valkey80())
                .with("sluice.replication.announce-host", "127.0.0.1")
                .with("sluice.replication.announce-port", Integer.toString(Ports.free()))
                .start()) {
            Rig.get(rig.migration().start(KEEP_TARGET));

            Awaitility.await()
                    .atMost(Rig.PATIENCE)
                    .untilAsserted(() -> assertThat(rig.status().problems().toString())
                            .contains("the target does not come to Sluice at 127.0.0.1")
                            .contains("announce-host"));
            Rig.get(rig.migration().stop());
            rig.awaitState("IDLE");
        }
    }

    @Test
    void shouldRefuseTheStateOfAnotherPair() throws Exception {
        try (Rig one = Rig.of(Servers.redis70(), Servers.redis70()).start();
                Rig other = Rig.of(Servers.redis70(), Servers.redis70())) {
            other.with("sluice.state-dir", one.stateDir().toString());
            one.sluice().close();

            assertThatThrownBy(other::start).hasMessageContaining("state-dir");
        }
    }

    private static String failed(PreflightReport report) {
        assertThat(report.passed()).as(report.toString()).isFalse();
        return report.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAIL)
                .map(check -> check.name() + ": " + check.found() + " " + check.advice())
                .collect(Collectors.joining("\n"));
    }
}

package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cutover.Faults.Fault;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.StartOptions;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.port.Gate.Blocker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting and stopping the copy, refusals, and the status. */
class StartAndStopTest {
    private static final StartOptions START = new StartOptions(false);

    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(directory);
    }

    @AfterEach
    void end() throws Exception {
        world.close();
    }

    @Test
    void shouldPrepareTheNodesBeforeTheCopyAndTheTargetLast() {
        world.sluice.start(START).toCompletableFuture().join();
        assertThat(world.faults.trace)
                .containsExactly(
                        "source.set repl-backlog-size",
                        "target.set repl-backlog-size",
                        "lane.start",
                        "lane.receiver target",
                        "target.follow");
        assertThat(world.sluice.status().changedSettings())
                .contains("source.repl-backlog-size=before", "target.masterauth=***");
    }

    @Test
    void shouldRefuseWhatPreflightFinds() {
        world.target.facts.config("databases", "8");
        assertThatThrownBy(() -> world.sluice.start(START).toCompletableFuture().join())
                .hasMessageContaining("databases: source 16, target 8");
        assertThat(AbortTest.refusal(world.sluice.start(START))).isEqualTo("PREFLIGHT");
        assertThat(world.faults.trace).isEmpty();
        assertThat(world.state()).isEqualTo("IDLE");
    }

    @Test
    void shouldNameUsersThatTheTargetRefuses() {
        world.gate.refusedUsers.put("app", "WRONGPASS");
        PreflightReport report = world.sluice.preflight().toCompletableFuture().join();
        assertThat(report.passed()).isFalse();
        assertThat(report.checks()).anyMatch(check -> check.found().contains("user app is refused: WRONGPASS"));
    }

    @Test
    void shouldReportANodeThatCannotBeAsked() {
        world.source.up = false;
        PreflightReport report = world.sluice.preflight().toCompletableFuture().join();
        assertThat(report.checks())
                .anyMatch(check ->
                        check.name().equals("source.reachable") && check.found().contains("connection refused"));
    }

    @Test
    void shouldNotTellTheTargetToLoadWhatItCannotRead() {
        world.lane.magic = "REDIS0012";
        assertThatThrownBy(() -> world.sluice.start(START).toCompletableFuture().join())
                .hasMessageContaining("REDIS0012, which valkey 8.0.1 cannot read");
        assertThat(world.faults.trace).doesNotContain("target.follow");
        assertThat(world.state()).isEqualTo("IDLE");
        assertThat(world.source.changed()).isEmpty();
        assertThat(world.lane.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"source.set repl-backlog-size", "lane.start", "target.follow"})
    void shouldTakeBackAStartThatFails(String point) {
        world.faults.plan(point, Fault.FAIL_BEFORE);
        assertThat(AbortTest.refusal(world.sluice.start(START))).isEqualTo("FAILED");
        world.faults.heal();
        world.run(Duration.ofSeconds(1));
        assertThat(world.state()).isEqualTo("IDLE");
        assertThat(world.source.changed()).isEmpty();
        assertThat(world.target.changed()).isEmpty();
        assertThat(world.target.accepts()).isTrue();
        assertThat(world.sluice.start(START).toCompletableFuture()).isCompleted();
    }

    @Test
    void shouldBeStoppedWhileItWaitsForTheSnapshot() {
        world.faults.plan("lane.start", Fault.HANG_BEFORE);
        CompletionStage<?>[] stopped = new CompletionStage<?>[1];
        world.ticker.after(Duration.ofSeconds(3), () -> stopped[0] = world.sluice.stop());
        assertThat(AbortTest.refusal(world.sluice.start(START))).isEqualTo("FAILED");
        assertThat(stopped[0].toCompletableFuture()).isCompleted();
        assertThat(world.state()).isEqualTo("IDLE");
        assertThat(world.ticker.nanos()).isLessThan(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void shouldGiveTheTargetBackAsAMasterWithItsSettings() {
        world.startAndWaitForReady();
        world.sluice.stop().toCompletableFuture().join();
        assertThat(world.state()).isEqualTo("IDLE");
        assertThat(world.target.accepts()).isTrue();
        assertThat(world.target.changed()).isEmpty();
        assertThat(world.source.changed()).isEmpty();
        assertThat(world.lane.isOpen()).isFalse();
    }

    @Test
    void shouldStopEvenWhenTheTargetIsGoneAndTellItLater() {
        world.startAndWaitForReady();
        world.target.up = false;
        world.sluice.stop().toCompletableFuture().join();
        assertThat(world.state()).isEqualTo("IDLE");
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.startsWith("target.promote"));
        assertThat(world.source.changed()).isEmpty();
        world.target.up = true;
        world.run(Duration.ofSeconds(2));
        assertThat(world.target.accepts()).isTrue();
        assertThat(world.target.changed()).isEmpty();
        assertThat(world.sluice.status().problems()).isEmpty();
    }

    @Test
    void shouldRefuseVerbsThatHaveNoPlaceInTheState() {
        assertThat(AbortTest.refusal(world.sluice.stop())).isEqualTo("NOTCOPYING");
        assertThat(AbortTest.refusal(world.sluice.complete())).isEqualTo("NOTREVERSIBLE");
        assertThat(AbortTest.refusal(world.sluice.cutover(World.DEFAULTS))).isEqualTo("NOTREADY");
        assertThat(AbortTest.refusal(world.sluice.rollback(World.DEFAULTS))).isEqualTo("NOTREADY");
        world.startAndWaitForReady();
        assertThat(AbortTest.refusal(world.sluice.start(START))).isEqualTo("NOTIDLE");
        assertThat(AbortTest.refusal(world.sluice.rollback(World.DEFAULTS))).isEqualTo("NOTREADY");
    }

    @Test
    void shouldRefuseASecondVerbAtOnce() {
        world.startAndWaitForReady();
        world.lane.speed = 0;
        world.source.log.add(-1);
        world.ticker.pause(Duration.ofMillis(10));
        String[] refused = new String[1];
        world.ticker.after(
                Duration.ofMillis(10), () -> refused[0] = AbortTest.refusal(world.sluice.cutover(World.DEFAULTS)));
        world.sluice.cutover(World.DEFAULTS);
        assertThat(refused[0]).isEqualTo("BUSY");
    }

    @Test
    void shouldNameTheSessionsThatBlockACutover() {
        world.startAndWaitForReady();
        world.gate.blockers.add(new Blocker(7, "10.0.0.1:5000", "queue", "blocked"));
        assertThatThrownBy(() -> world.sluice
                        .cutover(World.DEFAULTS)
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("session #7 10.0.0.1:5000 (queue): blocked");
        assertThat(AbortTest.refusal(world.sluice.cutover(World.DEFAULTS))).isEqualTo("BLOCKED");
        assertThat(world.state()).isEqualTo("READY");
    }

    @Test
    void shouldLookAtTheNodesAgainBeforeAnAttempt() {
        world.startAndWaitForReady();
        world.target.facts.info("rdb_last_bgsave_status", "err");
        assertThatThrownBy(() -> world.sluice
                        .cutover(World.DEFAULTS)
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("target.persistence");
    }

    @Test
    void shouldRefuseWithMoreLagThanAllowed() {
        world.startAndWaitForReady();
        world.lane.speed = 0;
        for (int i = 0; i < 50; i++) {
            world.source.log.add(-i);
        }
        world.ticker.pause(Duration.ofMillis(10));
        assertThat(AbortTest.refusal(world.sluice.cutover(new CutoverOptions(false, null, 10L))))
                .isEqualTo("NOTREADY");
    }

    @Test
    void shouldTellWhatIsNotCoveredAndWhatIsKnownOfTheNodes() {
        world.startAndWaitForReady();
        var status = world.sluice.status();
        assertThat(status.notCovered()).anyMatch(text -> text.contains("cluster"));
        assertThat(status.nodes().values().stream().map(node -> node.version()))
                .contains("redis 7.0.15", "valkey 8.0.1");
        assertThat(status.nodes().values()).allMatch(node -> node.reachable());
        assertThat(Map.copyOf(status.nodes())).hasSize(2);
    }
}

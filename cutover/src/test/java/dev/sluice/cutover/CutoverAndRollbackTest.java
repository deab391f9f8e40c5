package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.AttemptReport.PhaseTime;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.journal.JournalRecord;
import dev.sluice.cutover.machine.CutoverState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when nothing goes wrong, both ways. */
class CutoverAndRollbackTest {
    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(directory);
        world.clientWrites = true;
        world.bypass = true;
    }

    @AfterEach
    void end() throws Exception {
        world.close();
    }

    @Test
    void shouldBecomeReadyOnlyAfterTheLagStayedLowForAWhile() {
        world.sluice.start(new dev.sluice.cutover.api.Migration.StartOptions(false));
        assertThat(world.state()).isEqualTo("COPYING");
        world.run(Duration.ofMillis(200));
        assertThat(world.state()).isEqualTo("STREAMING");
        world.run(Duration.ofMillis(500));
        assertThat(world.state()).isEqualTo("STREAMING");
        world.run(Duration.ofSeconds(1));
        assertThat(world.state()).isEqualTo("READY");
    }

    @Test
    void shouldMoveTheClientsAndLoseNothing() {
        world.startAndWaitForReady();
        AttemptReport report =
                world.sluice.cutover(World.DEFAULTS).toCompletableFuture().join();
        assertThat(report.committed()).isTrue();
        assertThat(report.reason()).isNull();
        assertThat(report.kind()).isEqualTo("cutover");
        assertThat(report.epoch()).isEqualTo(1);
        assertThat(report.pause().writes().commands()).isEqualTo(3);
        assertThat(report.moved()).containsEntry("idle", 1);
        assertThat(world.state()).isEqualTo("REVERSIBLE");
        assertThat(world.gate.active).isEqualTo(NodeRole.TARGET);
        assertThat(world.gate.writesHeld).isFalse();
        assertThat(world.bypass).as("the writer at the source was refused").isFalse();
        assertThat(world.refusals).isZero();
        assertThat(world.target.log).containsExactlyElementsOf(world.acknowledged);
    }

    @Test
    void shouldFollowTheOrderThatTheProtocolDemands() {
        world.startAndWaitForReady();
        world.faults.trace.clear();
        world.sluice.cutover(World.DEFAULTS);
        assertThat(world.faults.trace)
                .containsSubsequence(
                        "gate.prepare",
                        "gate.holdWrites",
                        "gate.drain",
                        "source.reject",
                        "lane.awaitDemoted",
                        "source.follow",
                        "gate.holdReads",
                        "target.promote",
                        "lane.attachReverse",
                        "lane.receiver source",
                        "lane.commitReverse",
                        "gate.switch",
                        "gate.resume");
        assertThat(world.faults.trace).containsSubsequence("target.promote", "source.accept");
        assertThat(world.faults.trace).doesNotContain("source.pause", "source.promote", "gate.discard");
    }

    @Test
    void shouldPauseWritersTooWhereRejectAloneLeaks() {
        world.source.facts.version("redis", "6.2.7");
        world.startAndWaitForReady();
        world.faults.trace.clear();
        world.sluice.cutover(World.DEFAULTS);
        assertThat(world.faults.trace)
                .containsSubsequence("source.reject", "source.pause", "source.follow", "source.unpause", "gate.switch");
        assertThat(world.source.paused).isFalse();
        assertThat(world.state()).isEqualTo("REVERSIBLE");
    }

    @Test
    void shouldWaitForWhatIsNotAppliedYet() {
        world.startAndWaitForReady();
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        long behind = world.sluice.status().replication().lagBytes();
        world.ticker.after(Duration.ofMillis(30), () -> world.lane.speed = 1000);
        AttemptReport report =
                world.sluice.cutover(World.DEFAULTS).toCompletableFuture().join();
        assertThat(behind).isPositive();
        assertThat(report.committed()).isTrue();
        assertThat(phase(report, "catch-up").ms()).isGreaterThan(20);
        assertThat(world.target.log).containsExactlyElementsOf(world.acknowledged);
    }

    @Test
    void shouldReplicateBackAndRollBackWithoutALoss() {
        world.startAndWaitForReady();
        world.sluice.cutover(World.DEFAULTS);
        world.run(Duration.ofSeconds(1));
        assertThat(world.source.log).as("the old source follows").isEqualTo(world.target.log);
        long copies = world.lane.fullSyncs;
        AttemptReport report =
                world.sluice.rollback(World.DEFAULTS).toCompletableFuture().join();
        assertThat(report.committed()).isTrue();
        assertThat(report.kind()).isEqualTo("rollback");
        assertThat(report.epoch()).isEqualTo(2);
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.gate.active).isEqualTo(NodeRole.SOURCE);
        world.run(Duration.ofSeconds(5));
        assertThat(world.state()).as("no cutover of itself, and no flapping").isEqualTo("READY");
        assertThat(world.source.log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.target.log).isEqualTo(world.source.log);
        assertThat(world.lane.fullSyncs).isEqualTo(copies);
        assertThat(world.refusals).isZero();
    }

    @Test
    void shouldGoForwardAndBackAgainAndAgain() {
        world.startAndWaitForReady();
        for (int round = 0; round < 5; round++) {
            assertThat(world.sluice
                            .cutover(World.DEFAULTS)
                            .toCompletableFuture()
                            .join()
                            .committed())
                    .isTrue();
            world.run(Duration.ofMillis(300));
            assertThat(world.sluice
                            .rollback(World.DEFAULTS)
                            .toCompletableFuture()
                            .join()
                            .committed())
                    .isTrue();
            world.run(Duration.ofMillis(300));
        }
        assertThat(world.source.log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.sluice.status().epoch()).isEqualTo(10);
        assertThat(world.refusals).isZero();
    }

    @Test
    void shouldRehearseWithoutTouchingANode() {
        world.startAndWaitForReady();
        world.faults.trace.clear();
        JournalRecord before = world.journal.current();
        AttemptReport report = world.sluice
                .cutover(new CutoverOptions(true, null, null))
                .toCompletableFuture()
                .join();
        assertThat(report.kind()).isEqualTo("dry-run");
        assertThat(report.committed()).isFalse();
        assertThat(report.reason()).isNull();
        assertThat(report.notes()).anyMatch(note -> note.contains("expect about"));
        assertThat(world.faults.trace)
                .containsExactly("gate.prepare", "gate.holdWrites", "gate.drain", "gate.discard", "gate.resume");
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.journal.current().epoch()).isEqualTo(before.epoch());
    }

    @Test
    void shouldNameEveryPhaseInItsReport() {
        world.startAndWaitForReady();
        AttemptReport report =
                world.sluice.cutover(World.DEFAULTS).toCompletableFuture().join();
        assertThat(report.phases().stream().map(PhaseTime::name))
                .containsExactly(
                        "prepare",
                        "hold",
                        "drain",
                        "fence",
                        "catch-up",
                        "demote",
                        "final-catch-up",
                        "hold-reads",
                        "promote",
                        "attach",
                        "decide",
                        "switch",
                        "reverse");
        assertThat(report.finalOffset()).isPositive();
        assertThat(report.heldFrom()).isNotNull();
        assertThat(report.heldUntil()).isAfterOrEqualTo(report.heldFrom());
    }

    @Test
    void shouldRecordTheDecisionAndWhatItRestsOn() {
        world.startAndWaitForReady();
        world.sluice.cutover(World.DEFAULTS);
        JournalRecord record = world.journal.current();
        assertThat(record.state()).isEqualTo(CutoverState.REVERSIBLE);
        assertThat(record.active()).isEqualTo(NodeRole.TARGET);
        assertThat(record.epoch()).isEqualTo(1);
        assertThat(record.finalPosition()).isNotNull();
        assertThat(record.promoted()).isNotNull();
        assertThat(record.undo()).isEmpty();
        assertThat(record.versions()).containsEntry(NodeRole.TARGET, "8.0.1");
    }

    @Test
    void shouldGiveTheWayBackUpAndLeaveTheSourceReadOnly() {
        world.startAndWaitForReady();
        world.sluice.cutover(World.DEFAULTS);
        world.run(Duration.ofSeconds(1));
        world.sluice.complete().toCompletableFuture().join();
        assertThat(world.state()).isEqualTo("FINAL");
        assertThat(world.source.accepts()).isFalse();
        assertThat(world.source.changed()).isEmpty();
        assertThat(world.target.changed()).isEmpty();
        assertThat(world.lane.isOpen()).isFalse();
        world.run(Duration.ofSeconds(2));
        assertThat(world.target.accepts()).isTrue();
    }

    @Test
    void shouldKeepAnAuditTrail() {
        world.startAndWaitForReady();
        world.sluice.cutover(World.DEFAULTS);
        List<String> texts =
                world.sluice.events().stream().map(event -> event.text()).toList();
        assertThat(texts)
                .anyMatch(text -> text.startsWith("READY -> HELD"))
                .anyMatch(text -> text.startsWith("SEALED -> COMMITTED"))
                .anyMatch(text -> text.startsWith("COMMITTED -> REVERSIBLE"));
        assertThat(directory.resolve("events.log")).content().contains("epoch=1 state=COMMITTED SEALED -> COMMITTED");
    }

    private static PhaseTime phase(AttemptReport report, String name) {
        return report.phases().stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.Faults.Fault;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step before the decision failing, hanging or being aborted: what is undone, in which order, and where it ends. */
class AbortTest {
    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(directory);
        world.clientWrites = true;
        world.startAndWaitForReady();
        world.faults.trace.clear();
    }

    @AfterEach
    void end() throws Exception {
        world.close();
    }

    static Stream<Arguments> steps() {
        List<String> points = List.of(
                "gate.prepare",
                "gate.holdWrites",
                "gate.drain",
                "source.reject",
                "lane.awaitDemoted",
                "source.follow",
                "gate.holdReads",
                "target.promote",
                "lane.attachReverse");
        List<Fault> faults = List.of(Fault.FAIL_BEFORE, Fault.FAIL_AFTER, Fault.HANG_BEFORE, Fault.HANG_AFTER);
        return points.stream().flatMap(point -> faults.stream().map(fault -> Arguments.of(point, fault)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("steps")
    void shouldLeaveTheClientsWhereTheyWere(String point, Fault fault) {
        world.faults.plan(point, fault);
        long before = world.ticker.nanos();
        AttemptReport report = cutover();
        Duration took = Duration.ofNanos(world.ticker.nanos() - before);
        // A command whose answer was lost, and which took effect, is no failure: the node is asked.
        boolean carriedOn = fault == Fault.FAIL_AFTER && (point.endsWith("follow") || point.endsWith("promote"));
        boolean carriedOnAfterHang =
                fault == Fault.HANG_AFTER && (point.endsWith("follow") || point.endsWith("promote"));
        world.faults.heal();
        world.run(Duration.ofSeconds(3));
        if (carriedOn || carriedOnAfterHang) {
            assertThat(report.committed()).isTrue();
            assertThat(world.state()).isEqualTo("REVERSIBLE");
        } else {
            assertThat(report.committed()).isFalse();
            assertThat(report.reason()).isNotEmpty();
            assertThat(world.gate.active).isEqualTo(NodeRole.SOURCE);
            assertThat(world.source.accepts()).isTrue();
            assertThat(world.state()).isEqualTo("READY");
        }
        assertThat(took).isLessThan(Duration.ofSeconds(8));
        assertThat(world.gate.writesHeld).isFalse();
        assertThat(world.gate.prepared).isFalse();
        assertThat(world.refusals).isZero();
        assertThat(world.node(world.gate.active).log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.sluice.status().problems()).isEmpty();
    }

    @Test
    void shouldNotTouchANodeWhenNothingWasChangedYet() {
        world.faults.plan("gate.drain", Fault.HANG_BEFORE);
        AttemptReport report = cutover();
        assertThat(report.reason())
                .contains(
                        "waiting for replies to what was sent took longer than 1000 ms (sluice.cutover.drain-timeout)");
        assertThat(world.faults.trace)
                .containsExactly(
                        "source.set masteruser",
                        "source.set masterauth",
                        "gate.prepare",
                        "gate.holdWrites",
                        "gate.drain",
                        "gate.discard",
                        "gate.resume");
        assertThat(world.state()).isEqualTo("READY");
    }

    @Test
    void shouldHoldNothingWhenTheSessionsCannotBePrepared() {
        world.faults.plan("gate.prepare", Fault.FAIL_BEFORE);
        AttemptReport report = cutover();
        assertThat(report.reason()).contains("preparing every session").contains("gate.prepare failed");
        assertThat(world.faults.trace).doesNotContain("gate.holdWrites", "gate.resume");
        assertThat(report.heldFrom()).isNull();
        assertThat(report.heldUntil()).isNull();
        assertThat(world.journal.current().epoch()).isZero();
    }

    @Test
    void shouldUndoInTheFixedOrder() {
        world.faults.plan("lane.attachReverse", Fault.FAIL_BEFORE);
        AttemptReport report = cutover();
        assertThat(report.reason()).contains("attaching to the promoted target");
        List<String> undone = after("lane.attachReverse");
        assertThat(undone)
                .containsExactly(
                        "lane.restore",
                        "target.follow",
                        "source.promote",
                        "source.accept",
                        "gate.discard",
                        "gate.resume");
        long copies = world.lane.fullSyncs;
        world.run(Duration.ofSeconds(3));
        assertThat(world.lane.fullSyncs)
                .as("the target came back by partial resync")
                .isEqualTo(copies);
    }

    @Test
    void shouldLetWritersInOnlyAfterTheLaneIsBack() {
        world.faults.plan("lane.attachReverse", Fault.FAIL_BEFORE);
        world.faults.plan("lane.restore", Fault.HANG_AFTER);
        long before = world.ticker.nanos();
        cutover();
        Duration took = Duration.ofNanos(world.ticker.nanos() - before);
        assertThat(took).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(world.source.accepts()).isTrue();
        assertThat(world.sluice.events()).anyMatch(event -> event.text().contains("may need a full copy"));
    }

    @Test
    void shouldBoundTheWholeHold() {
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        AttemptReport report = world.sluice
                .cutover(new CutoverOptions(false, Duration.ofMillis(200), null))
                .toCompletableFuture()
                .join();
        assertThat(report.committed()).isFalse();
        assertThat(report.reason()).contains("200 ms").contains("sluice.cutover.max-pause");
        world.lane.speed = 1000;
        world.run(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("READY");
    }

    @Test
    void shouldGiveUpWhenTheTargetDoesNotCatchUp() {
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        AttemptReport report = cutover();
        assertThat(report.reason())
                .contains("the target applied")
                .contains("took longer than 1000 ms (sluice.cutover.catch-up-timeout)");
    }

    @Test
    void shouldAbortOnTheOperatorsWordFromAnotherThread() {
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        CompletionStage<?>[] aborted = new CompletionStage<?>[1];
        world.ticker.after(Duration.ofMillis(20), () -> aborted[0] = world.sluice.abort());
        AttemptReport report = cutover();
        assertThat(report.reason()).isEqualTo("aborted by the operator");
        assertThat(aborted[0].toCompletableFuture()).isCompleted();
        assertThat(world.source.accepts()).isTrue();
    }

    @Test
    void shouldRefuseToAbortWhatIsDecidedOrNotThere() {
        assertThatThrownBy(() -> world.sluice.abort().toCompletableFuture().join())
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("no attempt is under way");
        world.faults.plan("lane.commitReverse", Fault.HANG_BEFORE);
        CompletionStage<?>[] aborted = new CompletionStage<?>[1];
        world.ticker.after(Duration.ofSeconds(1), () -> aborted[0] = world.sluice.abort());
        AttemptReport report = cutover();
        assertThat(report.committed()).isTrue();
        assertThatThrownBy(() -> aborted[0].toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("decided");
    }

    @Test
    void shouldAbortWhenAHoldLimitIsExceeded() {
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        world.ticker.after(
                Duration.ofMillis(20), () -> world.gate.listener.onTrouble("1001 commands held, 1000 allowed"));
        assertThat(cutover().reason()).isEqualTo("1001 commands held, 1000 allowed");
        assertThat(world.source.accepts()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(NodeRole.class)
    void shouldAbortWhenANodeWasRestartedMeanwhile(NodeRole role) {
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        world.ticker.after(Duration.ofMillis(20), () -> {
            world.node(role).restart();
            world.lane.speed = 1000;
        });
        AttemptReport report = cutover();
        assertThat(report.committed()).isFalse();
        world.run(Duration.ofSeconds(5));
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.source.log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.target.log).isEqualTo(world.source.log);
    }

    @Test
    void shouldAbortWhenTheTargetRefusedACommandDuringTheAttempt() {
        world.lane.speed = 0;
        world.ticker.pause(Duration.ofMillis(50));
        world.ticker.after(Duration.ofMillis(20), () -> {
            world.target.errors++;
            world.lane.speed = 1000;
        });
        assertThat(cutover().reason()).contains("refused 1 commands of the stream");
        world.run(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("STREAMING");
        assertThat(world.sluice.status().reason()).contains("unexpected_error_replies");
    }

    @Test
    void shouldKeepTryingToUndoAndSaySo() {
        world.faults.plan("lane.attachReverse", Fault.FAIL_BEFORE);
        world.faults.plan("source.promote", Fault.FAIL_BEFORE);
        AttemptReport report = cutover();
        assertThat(report.committed()).isFalse();
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.startsWith("undo: "));
        assertThat(world.gate.writesHeld).as("held for a bounded time only").isFalse();
        assertThat(world.state()).isEqualTo("CAUGHT_UP");
        assertThat(refusal(world.sluice.cutover(World.DEFAULTS))).isEqualTo("NOTREADY");
        world.faults.heal();
        world.run(Duration.ofSeconds(4));
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.source.accepts()).isTrue();
        assertThat(world.sluice.status().problems()).isEmpty();
    }

    @Test
    void shouldStayReversibleWhenARollbackIsAborted() {
        world.faults.heal();
        cutover();
        world.run(Duration.ofSeconds(1));
        world.faults.trace.clear();
        world.faults.plan("lane.attachReverse", Fault.FAIL_BEFORE);
        AttemptReport report =
                world.sluice.rollback(World.DEFAULTS).toCompletableFuture().join();
        assertThat(report.committed()).isFalse();
        assertThat(world.state()).isEqualTo("REVERSIBLE");
        assertThat(after("lane.attachReverse"))
                .containsExactly(
                        "lane.restore",
                        "source.follow",
                        "target.promote",
                        "target.accept",
                        "gate.discard",
                        "gate.resume");
        world.faults.heal();
        world.run(Duration.ofSeconds(2));
        assertThat(world.target.accepts()).isTrue();
        assertThat(world.target.log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.sluice
                        .rollback(World.DEFAULTS)
                        .toCompletableFuture()
                        .join()
                        .committed())
                .isTrue();
    }

    @Test
    void shouldGoForwardWhateverFailsAfterTheDecision() {
        world.faults.plan("lane.commitReverse", Fault.FAIL_BEFORE);
        world.faults.plan("gate.resume", Fault.FAIL_AFTER);
        AttemptReport report = cutover();
        assertThat(report.committed()).isTrue();
        assertThat(world.gate.active).isEqualTo(NodeRole.TARGET);
        assertThat(world.state()).isEqualTo("COMMITTED");
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.startsWith("reverse: "));
        world.faults.heal();
        world.run(Duration.ofSeconds(2));
        assertThat(world.state()).isEqualTo("REVERSIBLE");
        assertThat(world.source.log).isEqualTo(world.target.log);
    }

    @Test
    void shouldKeepHoldingWhenTheSessionsCannotBeSwitchedAfterTheDecision() {
        world.faults.plan("gate.switch", Fault.FAIL_BEFORE);
        AttemptReport report = cutover();
        assertThat(report.committed()).isTrue();
        assertThat(world.gate.writesHeld).isTrue();
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.startsWith("switch: "));
        world.source.restart();
        world.run(Duration.ofSeconds(1));
        assertThat(world.source.log.size())
                .as("nobody wrote to the node that was left")
                .isEqualTo(report.finalOffset());
        world.faults.heal();
        world.run(Duration.ofSeconds(1));
        assertThat(world.gate.active).isEqualTo(NodeRole.TARGET);
        assertThat(world.gate.writesHeld).isFalse();
        assertThat(world.refusals).isZero();
    }

    @Test
    void shouldAbortWhenTheActiveNodeNoLongerWaitsForItsAnswer() {
        world.lane.waits = false;
        assertThat(cutover().reason()).contains("no longer waits for its answer");
        assertThat(world.source.accepts()).isTrue();
    }

    @Test
    void shouldLetTheOperatorGiveUpAWayBackThatIsLost() {
        world.lane.forgot = true;
        AttemptReport report = cutover();
        assertThat(report.committed()).isTrue();
        world.run(Duration.ofSeconds(20));
        assertThat(world.state()).isEqualTo("COMMITTED");
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.contains("forgot its history"));
        assertThat(world.faults.trace.stream()
                        .filter("lane.commitReverse"::equals)
                        .count())
                .as("less and less often")
                .isLessThan(10);
        world.sluice.complete().toCompletableFuture().join();
        assertThat(world.state()).isEqualTo("FINAL");
        assertThat(world.source.accepts()).isFalse();
        assertThat(world.source.log).isNotEmpty();
        assertThat(world.sluice.status().problems()).isEmpty();
    }

    @Test
    void shouldCopyTheTargetAgainWhenItForgotInARollback() {
        cutover();
        world.run(Duration.ofSeconds(1));
        world.lane.forgot = true;
        AttemptReport report =
                world.sluice.rollback(World.DEFAULTS).toCompletableFuture().join();
        assertThat(report.committed()).isTrue();
        world.run(Duration.ofSeconds(8));
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.gate.active).isEqualTo(NodeRole.SOURCE);
        assertThat(world.target.log).isEqualTo(world.source.log);
        assertThat(world.source.log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.sluice.events()).anyMatch(event -> event.text().contains("COMMITTED -> COPYING"));
    }

    private AttemptReport cutover() {
        return world.sluice.cutover(World.DEFAULTS).toCompletableFuture().join();
    }

    private List<String> after(String point) {
        return world.faults.trace.subList(world.faults.trace.indexOf(point) + 1, world.faults.trace.size());
    }

    static String refusal(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
            return "";
        } catch (CompletionException e) {
            return e.getCause() instanceof RefusedException refused ? refused.code() : e.toString();
        }
    }
}

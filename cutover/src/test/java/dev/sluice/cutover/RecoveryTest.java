package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.Faults.Fault;
import dev.sluice.cutover.api.Migration.StartOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The process ends at every step of an attempt, and a new one finds the journal. */
class RecoveryTest {
    @TempDir
    Path directory;

    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(directory);
        world.clientWrites = true;
        world.startAndWaitForReady();
    }

    @AfterEach
    void end() throws Exception {
        world.close();
    }

    static Stream<Arguments> crashes() {
        return Stream.of(
                        "gate.prepare",
                        "gate.holdWrites",
                        "gate.drain",
                        "source.reject",
                        "lane.awaitDemoted",
                        "source.follow",
                        "gate.holdReads",
                        "target.promote",
                        "lane.attachReverse",
                        "gate.switch",
                        "gate.resume",
                        "source.accept",
                        "lane.commitReverse")
                .flatMap(point ->
                        Stream.of(Arguments.of(point, Fault.CRASH_BEFORE), Arguments.of(point, Fault.CRASH_AFTER)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("crashes")
    void shouldServeFromTheNodeThatWasDecided(String point, Fault crash) throws Exception {
        world.faults.plan(point, crash);
        assertThatThrownBy(() -> world.sluice.cutover(World.DEFAULTS)).isInstanceOf(Faults.Crash.class);
        boolean decided = world.journal.current().active() == NodeRole.TARGET;
        world.faults.heal();
        world.restart();
        assertThat(world.gate.active).isEqualTo(decided ? NodeRole.TARGET : NodeRole.SOURCE);
        world.run(Duration.ofSeconds(4));
        assertThat(world.state()).isEqualTo(decided ? "REVERSIBLE" : "READY");
        assertThat(world.node(world.gate.active).accepts()).isTrue();
        assertThat(world.gate.writesHeld).isFalse();
        assertThat(world.refusals).isZero();
        assertThat(world.source.log).containsExactlyElementsOf(world.acknowledged);
        assertThat(world.target.log).isEqualTo(world.source.log);
        assertThat(world.sluice.status().problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("crashes")
    void shouldDoTheSameForARollback(String forward, Fault crash) throws Exception {
        String point = mirrored(forward);
        world.sluice.cutover(World.DEFAULTS);
        world.run(Duration.ofSeconds(1));
        world.faults.plan(point, crash);
        assertThatThrownBy(() -> world.sluice.rollback(World.DEFAULTS)).isInstanceOf(Faults.Crash.class);
        boolean decided = world.journal.current().active() == NodeRole.SOURCE;
        world.faults.heal();
        world.restart();
        world.run(Duration.ofSeconds(4));
        assertThat(world.gate.active).isEqualTo(decided ? NodeRole.SOURCE : NodeRole.TARGET);
        assertThat(world.state()).as("%s", world.sluice.status()).isEqualTo(decided ? "READY" : "REVERSIBLE");
        assertThat(world.node(world.gate.active).accepts()).isTrue();
        assertThat(world.refusals).isZero();
        assertThat(world.node(world.gate.active).log).containsExactlyElementsOf(world.acknowledged);
    }

    @Test
    void shouldHoldClientsThatConnectUntilTheFenceIsUndone() throws Exception {
        world.faults.plan("target.promote", Fault.CRASH_AFTER);
        assertThatThrownBy(() -> world.sluice.cutover(World.DEFAULTS)).isInstanceOf(Faults.Crash.class);
        world.faults.heal();
        world.restart();
        assertThat(world.gate.writesHeld).isTrue();
        world.run(Duration.ofMillis(200));
        assertThat(world.gate.writesHeld).isFalse();
        assertThat(world.source.accepts()).isTrue();
        assertThat(world.refusals).isZero();
    }

    @Test
    void shouldLetClientsGoAfterABoundedTimeWhenTheNodeCannotBeReached() throws Exception {
        world.faults.plan("target.promote", Fault.CRASH_AFTER);
        assertThatThrownBy(() -> world.sluice.cutover(World.DEFAULTS)).isInstanceOf(Faults.Crash.class);
        world.faults.heal();
        world.source.up = false;
        world.restart();
        world.run(Duration.ofSeconds(4));
        assertThat(world.gate.writesHeld).isFalse();
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.startsWith("undo: "));
        world.source.up = true;
        world.run(Duration.ofSeconds(6));
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.source.accepts()).isTrue();
    }

    @Test
    void shouldTakeTheCopyUpAgain() throws Exception {
        long copies = world.lane.fullSyncs;
        world.restart();
        assertThat(world.state()).isEqualTo("STREAMING");
        world.run(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.lane.fullSyncs).isEqualTo(copies);
    }

    @Test
    void shouldTakeTheWayBackUpAgain() throws Exception {
        world.sluice.cutover(World.DEFAULTS);
        world.restart();
        assertThat(world.gate.active).isEqualTo(NodeRole.TARGET);
        assertThat(world.state()).isEqualTo("REVERSIBLE");
        world.run(Duration.ofSeconds(2));
        assertThat(world.source.log).isEqualTo(world.target.log);
        assertThat(world.sluice
                        .rollback(World.DEFAULTS)
                        .toCompletableFuture()
                        .join()
                        .committed())
                .isTrue();
    }

    @Test
    void shouldTellTheNodesWhereSluiceIsAfterItsAddressChanged() throws Exception {
        long copies = world.lane.fullSyncs;
        world.lane.port = 7777;
        world.restart();
        world.run(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.target.masterPort).isEqualTo(7777);
        world.sluice.cutover(World.DEFAULTS);
        world.lane.port = 8888;
        world.restart();
        world.run(Duration.ofSeconds(3));
        assertThat(world.source.masterPort).isEqualTo(8888);
        assertThat(world.source.log).isEqualTo(world.target.log);
        assertThat(world.lane.fullSyncs).isEqualTo(copies);
        assertThat(world.sluice.status().problems()).isEmpty();
    }

    @Test
    void shouldStayFinalAndIdle() throws Exception {
        world.sluice.cutover(World.DEFAULTS);
        world.run(Duration.ofSeconds(1));
        world.sluice.complete();
        world.restart();
        world.run(Duration.ofSeconds(1));
        assertThat(world.state()).isEqualTo("FINAL");
        assertThat(world.gate.active).isEqualTo(NodeRole.TARGET);
        assertThat(world.lane.isOpen()).isFalse();
        assertThat(AbortTest.refusal(world.sluice.start(new StartOptions(false))))
                .isEqualTo("NOTIDLE");
    }

    @Test
    void shouldPutBackSettingsThatAnEarlierProcessLeft() throws Exception {
        world.sluice.stop();
        world.target.changed.put("repl-backlog-size", "1");
        world.restart();
        world.run(Duration.ofSeconds(1));
        assertThat(world.state()).isEqualTo("IDLE");
        assertThat(world.target.changed()).isEmpty();
    }

    @Test
    void shouldRetryUntilTheLaneCanBeTakenUp() throws Exception {
        world.faults.plan("lane.resume", Fault.FAIL_BEFORE);
        world.restart();
        world.run(Duration.ofSeconds(1));
        assertThat(world.sluice.status().problems()).anyMatch(problem -> problem.startsWith("lane: "));
        assertThat(AbortTest.refusal(world.sluice.cutover(World.DEFAULTS))).isEqualTo("NOTREADY");
        world.faults.heal();
        world.run(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("READY");
    }

    private static String mirrored(String point) {
        if (point.startsWith("source.")) {
            return "target." + point.substring(7);
        }
        return point.startsWith("target.") ? "source." + point.substring(7) : point;
    }
}

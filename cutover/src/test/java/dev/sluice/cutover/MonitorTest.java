package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.Faults.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between attempts: nodes that forget, fall behind, hang, or are told too late. */
class MonitorTest {
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

    @Test
    void shouldLoseReadyWhenTheLagGrowsAndFindItAgain() {
        world.lane.speed = 0;
        world.run(Duration.ofSeconds(8));
        assertThat(world.state()).isEqualTo("STREAMING");
        assertThat(world.sluice.status().reason()).contains("bytes, 1000 allowed");
        world.lane.speed = 100_000;
        world.run(Duration.ofSeconds(2));
        assertThat(world.state()).isEqualTo("READY");
    }

    @Test
    void shouldTellARestartedTargetToFollowAgainWithAFullCopy() {
        long copies = world.lane.fullSyncs;
        world.target.restart();
        world.run(Duration.ofSeconds(4));
        assertThat(world.lane.fullSyncs).isGreaterThan(copies);
        assertThat(world.state()).isEqualTo("READY");
        assertThat(world.target.log).isEqualTo(world.source.log);
        assertThat(world.sluice.events()).anyMatch(event -> event.text().contains("-> COPYING"));
        assertThat(world.sluice.events()).anyMatch(event -> event.text().contains("told to follow Sluice again"));
    }

    @Test
    void shouldNotBeHeldUpByATargetThatHangs() {
        world.faults.plan("target.info", Fault.HANG_BEFORE);
        world.run(Duration.ofSeconds(6));
        assertThat(world.state()).isEqualTo("STREAMING");
        assertThat(world.sluice.status().reason()).contains("the target does not answer");
        assertThat(world.sluice.status().nodes()).anySatisfy((role, node) -> {
            assertThat(role).isEqualTo(NodeRole.TARGET);
            assertThat(node.reachable()).isFalse();
        });
    }

    @Test
    void shouldSayThatTheTargetFindsNoWayToSluice() {
        world.lane.cutOff = true;
        world.run(WayToSluice.PATIENCE.plusSeconds(1));
        assertThat(world.sluice.status().problems())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("does not come to Sluice at " + world.lane.announced(NodeRole.TARGET))
                        .contains("announce-host"));
        world.lane.cutOff = false;
        world.run(Duration.ofSeconds(2));
        assertThat(world.sluice.status().problems()).isEmpty();
        assertThat(world.state()).isEqualTo("READY");
    }

    @Test
    void shouldBlockReadyWhenTheTargetRefusesCommands() {
        world.target.errors = 2;
        world.run(Duration.ofSeconds(3));
        assertThat(world.state()).isEqualTo("STREAMING");
        assertThat(world.sluice.status().reason()).contains("refused 2 commands");
        world.target.restart();
        world.run(Duration.ofSeconds(5));
        assertThat(world.state()).as("after a new full copy").isEqualTo("READY");
    }

    @Test
    void shouldBlockReadyWhenTheStreamHoldsWhatTheTargetDoesNotKnow() {
        world.lane.lossy = "HSETEX is unknown there";
        world.run(Duration.ofSeconds(3));
        assertThat(world.sluice.status().reason()).contains("HSETEX");
        assertThat(AbortTest.refusal(world.sluice.cutover(World.DEFAULTS))).isEqualTo("NOTREADY");
    }

    @Test
    void shouldUndoAFenceThatCameTooLate() {
        world.source.master = false;
        world.run(Duration.ofSeconds(1));
        assertThat(world.source.accepts()).isTrue();
        assertThat(world.sluice.events()).anyMatch(event -> event.text().contains("it is made a master again"));
        world.source.rejecting = true;
        world.run(Duration.ofSeconds(12));
        assertThat(world.source.accepts()).isTrue();
    }

    @Test
    void shouldFenceARestartedOldSourceAgainAndAlarm() {
        world.sluice.cutover(World.DEFAULTS);
        world.run(Duration.ofSeconds(1));
        world.source.restart();
        world.run(Duration.ofSeconds(2));
        assertThat(world.source.accepts()).isFalse();
        assertThat(world.sluice.status().problems())
                .anyMatch(problem -> problem.startsWith("rollback: no longer lossless"));
        assertThat(AbortTest.refusal(world.sluice.rollback(World.DEFAULTS))).isEqualTo("NOTREADY");
        assertThat(world.source.log).as("the old source is never emptied").isNotEmpty();
        assertThat(world.state()).isEqualTo("REVERSIBLE");
    }

    @Test
    void shouldAlarmWhenTheOldSourceRefusesCommands() {
        world.sluice.cutover(World.DEFAULTS);
        world.run(Duration.ofSeconds(1));
        assertThat(world.sluice.status().problems()).isEmpty();
        world.source.errors = 1;
        world.run(Duration.ofSeconds(1));
        assertThat(world.sluice.status().problems())
                .containsExactly("rollback: no longer lossless: the source refused 1 commands");
    }

    @Test
    void shouldExplainWhyACopyStopped() {
        world.lane.problem = "the spool is full";
        world.run(Duration.ofSeconds(2));
        assertThat(world.state()).isEqualTo("STREAMING");
        assertThat(world.sluice.status().reason()).contains("the spool is full");
    }
}

package dev.sluice.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.Faults.Fault;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.StartOptions;
import dev.sluice.cutover.machine.CutoverState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many short lives under random failures, lost answers, hangs, crashes, restarts of nodes and of Sluice. After each, with
 * everything healed, nothing that was acknowledged may be missing, one node serves, and no fence is left. {@code -Dseed=N}
 * repeats one life, {@code -Dlives=N} lives longer.
 */
class SimulationTest {
    private static final int LIVES = Integer.getInteger("lives", 60);
    private static final int ACTIONS = 25;

    @TempDir
    Path directory;

    private int commits;
    private int crashes;
    private int rollbacks;

    @Test
    void shouldLoseNothingWhateverHappens() throws Exception {
        Long one = Long.getLong("seed");
        long base = one == null ? System.nanoTime() : one;
        for (long seed = base; seed < base + (one == null ? LIVES : 1); seed++) {
            try (World world = new World(directory.resolve("life-" + seed))) {
                live(world, new Random(seed));
                check(world);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dseed=" + seed, e);
            }
        }
        if (one == null) {
            assertThat(commits)
                    .as("a simulation without a cutover shows nothing")
                    .isGreaterThan(LIVES / 4);
            assertThat(rollbacks).isPositive();
            assertThat(crashes).isGreaterThan(LIVES / 4);
        }
    }

    private void live(World world, Random random) throws Exception {
        world.clientWrites = true;
        world.bypass = true;
        world.startAndWaitForReady();
        for (int i = 0; i < ACTIONS; i++) {
            double rate = random.nextInt(3) == 0 ? 0 : 0.03;
            world.faults.random(point -> fault(random, rate, point));
            disturb(world, random);
            try {
                act(world, random);
            } catch (Faults.Crash crash) {
                crashes++;
                world.faults.heal();
                restart(world);
            }
        }
        commits += world.decisions.size();
        rollbacks += (int) world.decisions.values().stream()
                .filter(to -> to == NodeRole.SOURCE)
                .count();
    }

    private static void act(World world, Random random) {
        CutoverOptions options = new CutoverOptions(random.nextInt(8) == 0, null, 10_000L);
        switch (random.nextInt(12)) {
            case 0 -> world.sluice.start(new StartOptions(true));
            case 1 -> {
                if (random.nextInt(6) == 0) {
                    world.sluice.stop();
                }
            }
            case 2, 3, 4, 5 -> world.sluice.cutover(options);
            case 6, 7, 8 -> world.sluice.rollback(options);
            case 9 -> {
                if (random.nextInt(30) == 0) {
                    world.sluice.complete();
                }
            }
            default -> world.run(Duration.ofMillis(random.nextInt(4000)));
        }
        world.run(Duration.ofMillis(random.nextInt(2000)));
    }

    private static void disturb(World world, Random random) {
        world.lane.speed = random.nextInt(4) == 0 ? random.nextInt(3) : 1000;
        Duration soon = Duration.ofMillis(random.nextInt(60));
        switch (random.nextInt(10)) {
            case 0 -> world.ticker.after(soon, () -> world.sluice.abort());
            case 1 -> world.ticker.after(soon, world.target::restart);
            case 2 -> world.ticker.after(soon, () -> world.gate.listener.onTrouble("too much is held"));
            case 3 -> {
                FakeNode node = random.nextBoolean() ? world.source : world.target;
                world.ticker.after(soon, () -> node.up = false);
                world.ticker.after(soon.plusMillis(random.nextInt(5000)), node::restart);
            }
            default -> {}
        }
    }

    private static Fault fault(Random random, double rate, String point) {
        if (random.nextDouble() >= rate) {
            return Fault.NONE;
        }
        // The clock is asked for between any two effects: there the process can only end.
        if (point.equals("clock")) {
            return random.nextInt(4) == 0 ? Fault.CRASH_BEFORE : Fault.NONE;
        }
        return switch (random.nextInt(6)) {
            case 0 -> Fault.FAIL_BEFORE;
            case 1 -> Fault.FAIL_AFTER;
            case 2 -> Fault.HANG_BEFORE;
            case 3 -> Fault.HANG_AFTER;
            case 4 -> Fault.CRASH_BEFORE;
            default -> Fault.CRASH_AFTER;
        };
    }

    private static void restart(World world) throws IOException {
        try {
            world.restart();
        } catch (dev.sluice.cutover.journal.JournalException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(World world) {
        world.faults.heal();
        world.source.up = true;
        world.target.up = true;
        world.lane.speed = 1000;
        world.run(Duration.ofSeconds(20));
        CutoverState state = CutoverState.valueOf(world.state());
        String all = world.sluice.status() + "\n" + world.sluice.events();
        assertThat(state.undecided() || state == CutoverState.COMMITTED).as(all).isFalse();
        NodeRole active = world.sluice.status().active();
        assertThat(world.gate.active).isEqualTo(active);
        assertThat(world.node(active).accepts()).as(all).isTrue();
        assertThat(world.gate.writesHeld).as(all).isFalse();
        assertThat(world.node(active).log.equals(world.acknowledged))
                .as("every acknowledged write once and in order: %s", all)
                .isTrue();
        if (state == CutoverState.REVERSIBLE) {
            assertThat(world.source.accepts())
                    .as("the old source is fenced: %s", all)
                    .isFalse();
        }
    }
}

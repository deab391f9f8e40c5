package dev.sluice.cutover.machine;

import static dev.sluice.cutover.machine.CutoverEvent.*;
import static dev.sluice.cutover.machine.CutoverState.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with every event in both directions, against a table written down once more by hand. */
class TransitionsTest {
    private static final Map<String, CutoverState> EXPECTED = expected();

    static Stream<Arrow> everyCombination() {
        List<Arrow> all = new ArrayList<>();
        for (CutoverState state : CutoverState.values()) {
            for (Direction direction : Direction.values()) {
                for (CutoverEvent event : CutoverEvent.values()) {
                    all.add(new Arrow(state, direction, event));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyCombination")
    void shouldFollowTheTableOrThrow(Arrow arrow) {
        CutoverState expected = EXPECTED.get(arrow.key());
        if (expected == null) {
            assertThatThrownBy(() -> Transitions.next(arrow.state(), arrow.direction(), arrow.event()))
                    .isInstanceOf(IllegalTransitionException.class)
                    .hasMessageContaining(arrow.state().name())
                    .hasMessageContaining(arrow.event().name());
        } else {
            assertThat(Transitions.next(arrow.state(), arrow.direction(), arrow.event()))
                    .isEqualTo(expected);
        }
        assertThat(Transitions.allows(arrow.state(), arrow.direction(), arrow.event()))
                .isEqualTo(expected != null);
    }

    @Test
    void shouldHaveTestedEveryExpectedRow() {
        assertThat(everyCombination().map(Arrow::key)).containsAll(EXPECTED.keySet());
    }

    @Test
    void shouldReachEveryStateFromIdleAndLeaveEveryStateButTheLast() {
        Set<CutoverState> reached = EnumSet.of(IDLE);
        Deque<CutoverState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            CutoverState from = open.pop();
            everyCombination()
                    .filter(arrow ->
                            arrow.state() == from && Transitions.allows(from, arrow.direction(), arrow.event()))
                    .map(arrow -> Transitions.next(from, arrow.direction(), arrow.event()))
                    .filter(reached::add)
                    .forEach(open::push);
        }
        assertThat(reached).containsExactlyInAnyOrder(CutoverState.values());
        for (CutoverState state : CutoverState.values()) {
            boolean left = everyCombination()
                    .anyMatch(arrow ->
                            arrow.state() == state && Transitions.allows(state, arrow.direction(), arrow.event()));
            assertThat(left).as("%s is left", state).isEqualTo(state != FINAL);
        }
    }

    @Test
    void shouldCommitOnlyThroughEveryStepBeforeItOnAnyRandomWalk() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int commits = 0;
        for (int walk = 0; walk < 200; walk++) {
            List<CutoverState> path = randomWalk(random);
            for (int i = 0; i < path.size(); i++) {
                if (path.get(i) == COMMITTED) {
                    commits++;
                    assertThat(path.subList(i - 4, i))
                            .as("seed %d", seed)
                            .containsExactly(HELD, FENCED, CAUGHT_UP, SEALED);
                }
            }
        }
        assertThat(commits).as("walks that committed, seed %d", seed).isPositive();
    }

    @Test
    void shouldKeepTheDrawingOfTheDocumentationEqual() throws IOException {
        Path drawing = Path.of(System.getProperty("user.dir")).resolveSibling("docs/cutover-states.dot");
        assertThat(Transitions.dot()).isEqualTo(Files.readString(drawing));
    }

    private static List<CutoverState> randomWalk(Random random) {
        List<Arrow> arrows = everyCombination().toList();
        List<CutoverState> path = new ArrayList<>(List.of(IDLE));
        for (int step = 0; step < 20_000; step++) {
            CutoverState from = path.get(path.size() - 1);
            Arrow arrow = arrows.get(random.nextInt(arrows.size()));
            if (arrow.state() == from && Transitions.allows(from, arrow.direction(), arrow.event())) {
                path.add(Transitions.next(from, arrow.direction(), arrow.event()));
            }
        }
        return path;
    }

    private static Map<String, CutoverState> expected() {
        Map<String, CutoverState> table = new HashMap<>();
        put(table, IDLE, Direction.CUTOVER, COPY_STARTED, COPYING);
        put(table, COPYING, Direction.CUTOVER, STREAM_FLOWS, STREAMING);
        put(table, COPYING, Direction.CUTOVER, COPY_STOPPED, IDLE);
        put(table, STREAMING, Direction.CUTOVER, COPY_RESTARTED, COPYING);
        put(table, STREAMING, Direction.CUTOVER, BECAME_READY, READY);
        put(table, STREAMING, Direction.CUTOVER, COPY_STOPPED, IDLE);
        put(table, READY, Direction.CUTOVER, COPY_RESTARTED, COPYING);
        put(table, READY, Direction.CUTOVER, LOST_READY, STREAMING);
        put(table, READY, Direction.CUTOVER, COPY_STOPPED, IDLE);
        put(table, READY, Direction.CUTOVER, HOLD, HELD);
        put(table, HELD, Direction.CUTOVER, RELEASED, READY);
        put(table, REVERSIBLE, Direction.CUTOVER, FINALIZE, FINAL);
        put(table, COMMITTED, Direction.CUTOVER, FINALIZE, FINAL);
        put(table, COMMITTED, Direction.ROLLBACK, COPY_RESTARTED, COPYING);
        put(table, REVERSIBLE, Direction.ROLLBACK, HOLD, HELD);
        put(table, HELD, Direction.ROLLBACK, RELEASED, REVERSIBLE);
        for (Direction way : Direction.values()) {
            CutoverState undone = way == Direction.CUTOVER ? STREAMING : REVERSIBLE;
            put(table, HELD, way, FENCE, FENCED);
            put(table, FENCED, way, CATCH_UP, CAUGHT_UP);
            put(table, CAUGHT_UP, way, SEAL, SEALED);
            put(table, SEALED, way, COMMIT, COMMITTED);
            put(table, COMMITTED, way, REVERSE, way == Direction.CUTOVER ? REVERSIBLE : READY);
            put(table, HELD, way, UNDONE, undone);
            put(table, FENCED, way, UNDONE, undone);
            put(table, CAUGHT_UP, way, UNDONE, undone);
            put(table, SEALED, way, UNDONE, undone);
        }
        return table;
    }

    private static void put(
            Map<String, CutoverState> table, CutoverState from, Direction way, CutoverEvent event, CutoverState to) {
        table.put(new Arrow(from, way, event).key(), to);
    }

    record Arrow(CutoverState state, Direction direction, CutoverEvent event) {
        String key() {
            return state + "/" + direction + "/" + event;
        }
    }
}

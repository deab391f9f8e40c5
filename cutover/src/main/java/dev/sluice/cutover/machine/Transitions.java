package dev.sluice.cutover.machine;

import static dev.sluice.cutover.machine.CutoverEvent.BECAME_READY;
import static dev.sluice.cutover.machine.CutoverEvent.CATCH_UP;
import static dev.sluice.cutover.machine.CutoverEvent.COMMIT;
import static dev.sluice.cutover.machine.CutoverEvent.COPY_RESTARTED;
import static dev.sluice.cutover.machine.CutoverEvent.COPY_STARTED;
import static dev.sluice.cutover.machine.CutoverEvent.COPY_STOPPED;
import static dev.sluice.cutover.machine.CutoverEvent.FENCE;
import static dev.sluice.cutover.machine.CutoverEvent.FINALIZE;
import static dev.sluice.cutover.machine.CutoverEvent.HOLD;
import static dev.sluice.cutover.machine.CutoverEvent.LOST_READY;
import static dev.sluice.cutover.machine.CutoverEvent.RELEASED;
import static dev.sluice.cutover.machine.CutoverEvent.REVERSE;
import static dev.sluice.cutover.machine.CutoverEvent.SEAL;
import static dev.sluice.cutover.machine.CutoverEvent.STREAM_FLOWS;
import static dev.sluice.cutover.machine.CutoverEvent.UNDONE;
import static dev.sluice.cutover.machine.CutoverState.CAUGHT_UP;
import static dev.sluice.cutover.machine.CutoverState.COMMITTED;
import static dev.sluice.cutover.machine.CutoverState.COPYING;
import static dev.sluice.cutover.machine.CutoverState.FENCED;
import static dev.sluice.cutover.machine.CutoverState.FINAL;
import static dev.sluice.cutover.machine.CutoverState.HELD;
import static dev.sluice.cutover.machine.CutoverState.IDLE;
import static dev.sluice.cutover.machine.CutoverState.READY;
import static dev.sluice.cutover.machine.CutoverState.REVERSIBLE;
import static dev.sluice.cutover.machine.CutoverState.SEALED;
import static dev.sluice.cutover.machine.CutoverState.STREAMING;
import static dev.sluice.cutover.machine.Direction.CUTOVER;
import static dev.sluice.cutover.machine.Direction.ROLLBACK;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of a migration, and the function that reads it.
 *
 * <pre>
 * IDLE -> COPYING -> STREAMING -> READY -> HELD -> FENCED -> CAUGHT_UP -> SEALED -> COMMITTED -> REVERSIBLE -> FINAL
 *                        ^________________/________/___________/____________/   undone
 *
 * rollback:        REVERSIBLE -> HELD -> FENCED -> CAUGHT_UP -> SEALED -> COMMITTED -> READY
 *                        ^________/________/___________/____________/   undone
 * </pre>
 *
 * {@link #dot()} draws the whole of it; {@code docs/cutover-states.dot} is kept equal by a test.
 */
public final class Transitions {
    private static final List<Row> ROWS = rows();

    private Transitions() {}

    /** The state that follows. Throws {@link IllegalTransitionException} where the table has no row. */
    public static CutoverState next(CutoverState state, Direction direction, CutoverEvent event) {
        return find(state, direction, event)
                .orElseThrow(() -> new IllegalTransitionException(state, direction, event))
                .to();
    }

    /** Whether the table has a row. */
    public static boolean allows(CutoverState state, Direction direction, CutoverEvent event) {
        return find(state, direction, event).isPresent();
    }

    /** The table as a graph in the DOT language; edges of a rollback are dashed. */
    public static String dot() {
        StringBuilder out = new StringBuilder("digraph cutover {\n  rankdir=LR;\n");
        for (Row row : ROWS) {
            out.append("  ").append(row.from()).append(" -> ").append(row.to());
            out.append(" [label=\"").append(row.event()).append('"');
            out.append(row.direction() == ROLLBACK ? ", style=dashed" : "").append("];\n");
        }
        return out.append("}\n").toString();
    }

    private static Optional<Row> find(CutoverState state, Direction direction, CutoverEvent event) {
        return ROWS.stream()
                .filter(row -> row.from() == state && row.direction() == direction && row.event() == event)
                .findFirst();
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(IDLE, CUTOVER, COPY_STARTED, COPYING));
        rows.add(new Row(COPYING, CUTOVER, STREAM_FLOWS, STREAMING));
        rows.add(new Row(STREAMING, CUTOVER, COPY_RESTARTED, COPYING));
        rows.add(new Row(READY, CUTOVER, COPY_RESTARTED, COPYING));
        rows.add(new Row(STREAMING, CUTOVER, BECAME_READY, READY));
        rows.add(new Row(READY, CUTOVER, LOST_READY, STREAMING));
        for (CutoverState state : List.of(COPYING, STREAMING, READY)) {
            rows.add(new Row(state, CUTOVER, COPY_STOPPED, IDLE));
        }
        attempt(rows, CUTOVER, READY, STREAMING, REVERSIBLE);
        rows.add(new Row(REVERSIBLE, CUTOVER, FINALIZE, FINAL));
        // The old source may have forgotten the history it shared: then there is no way back to wait for.
        rows.add(new Row(COMMITTED, CUTOVER, FINALIZE, FINAL));
        attempt(rows, ROLLBACK, REVERSIBLE, REVERSIBLE, READY);
        // The target may have forgotten it: being a copy, it is copied again.
        rows.add(new Row(COMMITTED, ROLLBACK, COPY_RESTARTED, COPYING));
        return List.copyOf(rows);
    }

    private static void attempt(
            List<Row> rows, Direction direction, CutoverState from, CutoverState undone, CutoverState done) {
        rows.add(new Row(from, direction, HOLD, HELD));
        rows.add(new Row(HELD, direction, RELEASED, from));
        rows.add(new Row(HELD, direction, FENCE, FENCED));
        rows.add(new Row(FENCED, direction, CATCH_UP, CAUGHT_UP));
        rows.add(new Row(CAUGHT_UP, direction, SEAL, SEALED));
        rows.add(new Row(SEALED, direction, COMMIT, COMMITTED));
        rows.add(new Row(COMMITTED, direction, REVERSE, done));
        for (CutoverState state : List.of(HELD, FENCED, CAUGHT_UP, SEALED)) {
            rows.add(new Row(state, direction, UNDONE, undone));
        }
    }

    private record Row(CutoverState from, Direction direction, CutoverEvent event, CutoverState to) {}
}

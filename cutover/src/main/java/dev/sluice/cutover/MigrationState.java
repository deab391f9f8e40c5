package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.journal.CutoverJournal;
import dev.sluice.cutover.journal.JournalException;
import dev.sluice.cutover.journal.JournalRecord;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.machine.Transitions;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Ticker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state in memory and its record on disk. {@link #move} is the one function that changes the state. Changed by the
 * coordinator's thread only; {@link #view()} may be read by any.
 */
final class MigrationState {
    private final CutoverJournal journal;
    private final EventLog events;
    private final Problems problems;
    private final Ticker ticker;
    private volatile View view;

    MigrationState(CutoverJournal journal, EventLog events, Problems problems, Ticker ticker) {
        this.journal = journal;
        this.events = events;
        this.problems = problems;
        this.ticker = ticker;
        this.view = recovered(journal.current());
    }

    View view() {
        return view;
    }

    CutoverState state() {
        return view.state();
    }

    JournalRecord record() {
        return journal.current();
    }

    /** Writes the identities of the nodes down, durable, together with the state that follows the event. */
    void startCopy(Map<NodeRole, String> runIds, Map<NodeRole, String> versions) throws StepException {
        write(journal.current()
                .withNodes(runIds, versions)
                .atRest(CutoverState.COPYING, NodeRole.SOURCE, "copy started", now()));
        move(CutoverEvent.COPY_STARTED, "copy started");
    }

    /** The intent of an attempt, durable before anything is held; the state follows with {@link CutoverEvent#HOLD}. */
    void intend(Direction direction, long epoch, Map<NodeRole, String> runIds, String fence) throws StepException {
        write(journal.current().intent(direction, epoch, runIds, fence, now()));
    }

    /** Enters an attempt (or a rehearsal, which has the epoch of the attempt before). */
    void hold(Direction direction, long epoch, String reason) {
        View before = view;
        view = new View(before.state(), direction, before.active(), epoch, before.reason());
        move(CutoverEvent.HOLD, reason);
    }

    /** The final position, durable before the standby is promoted. */
    void recordFinal(Position finalPosition) throws StepException {
        write(journal.current().reached(CutoverState.CAUGHT_UP, finalPosition, null, "caught up", now()));
    }

    /**
     * The decision. Where the write failed the record is read back, because its outcome is unknown then.
     *
     * @return a note for the report where the decision holds but its durability is in doubt; otherwise null
     */
    @Nullable
    String decide(Position finalPosition, Position promoted) throws StepException {
        JournalRecord decision = journal.current().committed(finalPosition, promoted, now());
        try {
            journal.write(decision);
            return null;
        } catch (JournalException e) {
            if (decision.equals(readBack(e))) {
                return "the decision was written, but not surely synced: " + e.getMessage();
            }
            throw new StepException("the decision could not be written: " + e.getMessage());
        }
    }

    /** Changes the state and writes it down where it is one of rest. A failed write is a problem that the monitor retries. */
    void rest(CutoverEvent event, String reason) {
        move(event, reason);
        writeRest();
    }

    /** Brings the record in line with a state of rest, where an earlier write failed. */
    void writeRest() {
        View now = view;
        JournalRecord record = journal.current();
        if (now.state().undecided() || now.state() == CutoverState.COMMITTED) {
            return;
        }
        if (record.state() == now.state() && record.active() == now.active()) {
            problems.clear("journal");
            return;
        }
        try {
            journal.write(record.atRest(now.state(), now.active(), now.reason(), now()));
            problems.clear("journal");
        } catch (JournalException e) {
            problems.set("journal", e.getMessage());
        }
    }

    /** The one function that changes the state. */
    void move(CutoverEvent event, String reason) {
        View before = view;
        CutoverState next = Transitions.next(before.state(), before.direction(), event);
        NodeRole active = event == CutoverEvent.COMMIT ? before.direction().enters() : before.active();
        // Outside of an attempt the table speaks of the way forward.
        boolean attempt = next.undecided() || next == CutoverState.COMMITTED;
        Direction direction = attempt ? before.direction() : Direction.CUTOVER;
        view = new View(next, direction, active, before.epoch(), reason);
        events.add(before.epoch(), next.name(), before.state() + " -> " + next + ": " + reason);
    }

    /** Says anew why the state is what it is, without an event. */
    void explain(String reason) {
        View now = view;
        if (!reason.equals(now.reason())) {
            view = new View(now.state(), now.direction(), now.active(), now.epoch(), reason);
        }
    }

    private void write(JournalRecord record) throws StepException {
        try {
            journal.write(record);
        } catch (JournalException e) {
            throw new StepException(e.getMessage());
        }
    }

    private @Nullable JournalRecord readBack(JournalException writing) {
        try {
            return journal.reread();
        } catch (JournalException reading) {
            writing.addSuppressed(reading);
            return null;
        }
    }

    private String now() {
        return ticker.now().toString();
    }

    /** READY is found anew, because lag and fitness are not known yet after a restart. */
    private static View recovered(JournalRecord record) {
        CutoverState state = record.state() == CutoverState.READY ? CutoverState.STREAMING : record.state();
        boolean attempt = state.undecided() || state == CutoverState.COMMITTED;
        return new View(
                state,
                attempt ? record.direction() : Direction.CUTOVER,
                record.active(),
                record.epoch(),
                "found in the journal: " + record.reason());
    }

    /** One consistent look at the state. */
    record View(CutoverState state, Direction direction, NodeRole active, long epoch, String reason) {
        NodeRole standby() {
            return active.other();
        }
    }
}

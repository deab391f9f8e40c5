package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.journal.JournalRecord;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.HoldLimits;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * What a restarted Sluice does with the record it finds: serves from the node named there, and takes up, undoes or goes on
 * with what was half done. Each part is repeated until it succeeds.
 */
final class Recovery {
    /** Opening a port and reading a spool's index. */
    static final Duration RESUME_LIMIT = Duration.ofSeconds(30);

    private final Parts parts;
    private final Nodes nodes;
    private final PendingWork pending;
    private final UndoOperation undo;
    private final ReverseOperation reverse;
    private final StopOperation stop;

    Recovery(
            Parts parts,
            Nodes nodes,
            PendingWork pending,
            UndoOperation undo,
            ReverseOperation reverse,
            StopOperation stop) {
        this.parts = parts;
        this.nodes = nodes;
        this.pending = pending;
        this.undo = undo;
        this.reverse = reverse;
        this.stop = stop;
    }

    /**
     * The node to serve from. Where an attempt was cut off that node may still be fenced: clients that connect are held
     * until it is put right, instead of seeing its refusals.
     */
    NodeRole route() {
        JournalRecord record = parts.state().record();
        if (record.state().undecided()) {
            HoldLimits limits = new HoldLimits(
                    parts.cutover().holdMaxBytes(), parts.cutover().holdMaxCommands());
            CompletionStage<Void> unused = parts.gate().holdWrites(limits);
            parts.note("clients are held until the attempt that was cut off is undone");
        }
        return record.active();
    }

    /** Queues what there is to do, in order. */
    void begin() {
        JournalRecord record = parts.state().record();
        switch (record.state()) {
            case IDLE, FINAL -> stop.restoreSettings();
            case COPYING, STREAMING, READY, REVERSIBLE -> lane(record);
            case HELD, FENCED, CAUGHT_UP, SEALED -> {
                pending.add("lane", () -> resume(record));
                pending.add(UndoOperation.WORK, () -> undo.afterRestart(record));
                pending.add("receiver", this::receiver);
            }
            case COMMITTED -> {
                pending.add("lane", () -> resume(record));
                pending.add(ReverseOperation.WORK, reverse::again);
            }
        }
    }

    private void lane(JournalRecord record) {
        pending.add("lane", () -> resume(record));
        pending.add("receiver", this::receiver);
    }

    private void resume(JournalRecord record) throws StepException {
        NodeRole from = record.active();
        String announced = record.versions().getOrDefault(from.other(), "");
        parts.waiting().await(parts.replication().resume(from, announced), RESUME_LIMIT, "taking the lane up");
        parts.note("the lane from the " + from.word() + " is taken up again");
    }

    private void receiver() throws StepException {
        NodeRole standby = parts.state().view().standby();
        CutoverState state = parts.state().state();
        if (state.copying() || state == CutoverState.REVERSIBLE) {
            parts.replication()
                    .receiver(standby, Receivers.limits(nodes.call(standby, NodeControl::facts, "reading facts")));
        }
    }
}

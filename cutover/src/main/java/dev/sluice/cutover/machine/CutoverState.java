package dev.sluice.cutover.machine;

/**
 * Where a migration is. The words are those that STATUS shows. {@link Transitions} says which follows which.
 */
public enum CutoverState {
    /** No migration: clients are served by the source, the target is left alone. */
    IDLE,
    /** The target receives the snapshot, or waits for it. */
    COPYING,
    /** The target applies the stream of writes, and is not close enough behind yet. */
    STREAMING,
    /** The target is close behind and fit to take over: a cutover may start. */
    READY,
    /** Writes of clients are held. Nothing has been changed at the nodes. */
    HELD,
    /** The active node itself refuses writes, from anyone. */
    FENCED,
    /** The standby has applied everything through the final offset of the active node. */
    CAUGHT_UP,
    /** Reads are held too, the standby is promoted and the way back is attached to it. */
    SEALED,
    /** The decision is durable: only forward from here. */
    COMMITTED,
    /** Clients are at the target, and the old source follows it: a rollback may start. */
    REVERSIBLE,
    /** The way back is given up. */
    FINAL;

    /** Whether an attempt is under way that a restart or a failure has to undo. */
    public boolean undecided() {
        return switch (this) {
            case HELD, FENCED, CAUGHT_UP, SEALED -> true;
            case IDLE, COPYING, STREAMING, READY, COMMITTED, REVERSIBLE, FINAL -> false;
        };
    }

    /** Whether the lane from the source to the target is meant to be up and no attempt is under way. */
    public boolean copying() {
        return this == COPYING || this == STREAMING || this == READY;
    }
}

package dev.sluice.cutover.machine;

/**
 * What has to be put back after an attempt that was not decided. The order of the constants is the order of the undoing, and
 * it is fixed: the standby stops being a master before the active node becomes one, and writers are let in only when the
 * link to the standby is back, because they could outrun the backlog otherwise.
 */
public enum UndoStep {
    /** The promoted standby is told to follow again. */
    DEMOTE_STANDBY,
    /** {@code REPLICAOF NO ONE} at the active node. */
    PROMOTE_ACTIVE,
    /** The replication lane goes on where it was. */
    RESTORE_LANE,
    /** The limits that refuse writes are put back at the active node, and a pause of its clients ended. */
    ACCEPT_WRITES,
    /** Clients go on. */
    RESUME_CLIENTS
}

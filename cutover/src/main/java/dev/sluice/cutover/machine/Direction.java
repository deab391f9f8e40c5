package dev.sluice.cutover.machine;

import dev.sluice.config.NodeRole;

/** Which way an attempt goes. Both ways are the same code, which speaks of the active and the standby node. */
public enum Direction {
    /** From the source to the target. */
    CUTOVER,
    /** From the target back to the source. */
    ROLLBACK;

    /** The node that serves the clients before the decision. */
    public NodeRole leaves() {
        return this == CUTOVER ? NodeRole.SOURCE : NodeRole.TARGET;
    }

    /** The node that serves them after it. */
    public NodeRole enters() {
        return leaves().other();
    }

    /** {@code cutover} or {@code rollback}. */
    public String word() {
        return this == CUTOVER ? "cutover" : "rollback";
    }
}

package dev.sluice.cutover.api;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.Gate.GateStatus;
import dev.sluice.cutover.port.ReplicationStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The migration at one moment.
 *
 * @param state the state word of the machine: {@code IDLE} ... {@code FINAL}
 * @param reason why it is in this state, or what keeps it from the next one
 * @param nodes what is known of each node, by role
 * @param changedSettings parameters changed on the nodes and not put back yet: {@code source.min-replicas-to-write=0}
 * @param notCovered what this version does not do, for the operator to know
 */
public record MigrationStatus(
        String state,
        String reason,
        NodeRole active,
        long epoch,
        ReplicationStatus replication,
        GateStatus gate,
        Map<NodeRole, NodeView> nodes,
        List<String> changedSettings,
        @Nullable AttemptReport lastAttempt,
        List<String> problems,
        List<String> notCovered) {

    /** @param version family and version, {@code valkey 8.0.1}; empty while never reached */
    public record NodeView(String address, boolean reachable, String version, String role) {}
}

package dev.sluice.admin.view;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.port.Gate.GateStatus;
import dev.sluice.cutover.port.ReplicationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to STATUS. The words of the state machine stand in {@code state} and nowhere else, so that a script may search. */
public final class StatusView {
    private StatusView() {}

    public static Map<String, Object> of(MigrationStatus status) {
        ReplicationStatus replication = status.replication();
        AttemptReport last = status.lastAttempt();
        return new Fields()
                .add("state", status.state())
                .add("reason", status.reason())
                .add("active", status.active().word())
                .add("epoch", status.epoch())
                .add("lag", replication.lagBytes())
                .add("lag_ms", replication.lagTime().toMillis())
                .add("clients", status.gate().clients())
                .add("hold", hold(status.gate()))
                .add("replication", replication(replication))
                .add("nodes", nodes(status.nodes()))
                .add("changed_settings", status.changedSettings())
                .add("last_attempt", last == null ? null : AttemptView.of(last))
                .add("problems", status.problems())
                .add("not_covered", status.notCovered())
                .map();
    }

    private static Map<String, Object> hold(GateStatus gate) {
        return new Fields()
                .add("commands", gate.heldCommands())
                .add("bytes", gate.heldBytes())
                .add("ms", gate.heldFor().toMillis())
                .map();
    }

    private static Map<String, Object> replication(ReplicationStatus replication) {
        return new Fields()
                .add("phase", phase(replication.phase()))
                .add("from", word(replication.from()))
                .add("to", word(replication.to()))
                .add("replid", replication.replid())
                .add("captured", replication.captured())
                .add("sent", replication.sent())
                .add("applied", replication.applied())
                .add("snapshot_bytes", replication.snapshotBytes())
                .add("snapshot_total", replication.snapshotTotal())
                .add("snapshot_sent", replication.snapshotSent())
                .add("spool_bytes", replication.spoolBytes())
                .add("spool_max_bytes", replication.spoolMaxBytes())
                .add("full_syncs", replication.fullSyncs())
                .add("partial_syncs", replication.partialSyncs())
                .add("capture_up", replication.captureUp())
                .add("apply_up", replication.applyUp())
                .add("problem", replication.problem())
                .add("lossy", replication.lossy())
                .map();
    }

    /** Not the names of the enum: one of them is also a word of the state machine. */
    private static String phase(ReplicationStatus.Phase phase) {
        return switch (phase) {
            case OFF -> "off";
            case CONNECTING -> "connecting";
            case SNAPSHOT -> "snapshot";
            case STREAMING -> "stream";
            case FAILED -> "failed";
        };
    }

    private static @Nullable String word(@Nullable NodeRole role) {
        return role == null ? null : role.word();
    }

    private static Map<String, Object> nodes(Map<NodeRole, NodeView> nodes) {
        Map<String, Object> views = new LinkedHashMap<>();
        for (NodeRole role : NodeRole.values()) {
            NodeView node = nodes.get(role);
            if (node != null) {
                views.put(role.word(), node(node));
            }
        }
        return views;
    }

    private static Map<String, Object> node(NodeView node) {
        return new Fields()
                .add("address", node.address())
                .add("reachable", node.reachable())
                .add("version", node.version())
                .add("role", node.role())
                .map();
    }
}

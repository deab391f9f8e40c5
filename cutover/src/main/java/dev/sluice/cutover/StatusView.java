package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.port.NodeControl;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the status together from what is known already; asks no node and may be called from any thread. */
final class StatusView {
    /** What this version does not do, so that nobody finds out by surprise. */
    static final List<String> NOT_COVERED = List.of(
            "sessions that redirect tracking, or are subscribed inside MULTI: a cutover is refused while there are any",
            "copies other than relay: targets that forbid REPLICAOF, sources that forbid PSYNC, snapshots the target cannot read",
            "fences other than reject and demote",
            "clusters, and nodes that a Sentinel watches",
            "several Sluices in front of one database: clients that connect elsewhere are not moved",
            "versions before 6.2");

    private final Parts parts;
    private final Map<NodeRole, NodeControl> nodes;
    private final Map<NodeRole, NodeWatch> watches;

    StatusView(Parts parts, Map<NodeRole, NodeControl> nodes, Map<NodeRole, NodeWatch> watches) {
        this.parts = parts;
        this.nodes = nodes;
        this.watches = watches;
    }

    MigrationStatus status(@Nullable AttemptReport lastAttempt) {
        MigrationState.View view = parts.state().view();
        Map<NodeRole, NodeView> views = new EnumMap<>(NodeRole.class);
        watches.forEach((role, watch) -> views.put(role, node(role, watch.seen())));
        return new MigrationStatus(
                view.state().name(),
                view.reason(),
                view.active(),
                view.epoch(),
                parts.replication().status(),
                parts.gate().status(),
                views,
                changed(),
                lastAttempt,
                parts.problems().list(),
                NOT_COVERED);
    }

    private NodeView node(NodeRole role, NodeWatch.Seen seen) {
        return new NodeView(
                parts.settings().node(role).display(),
                seen.error().isEmpty(),
                seen.facts() == null
                        ? ""
                        : seen.facts().family() + " " + seen.facts().version(),
                seen.info() == null ? "" : seen.info().role());
    }

    private List<String> changed() {
        List<String> list = new ArrayList<>();
        nodes.forEach((role, node) ->
                node.changed().forEach((name, before) -> list.add(role.word() + "." + name + "=" + before)));
        list.sort(null);
        return list;
    }
}

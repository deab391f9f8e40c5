package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.machine.CutoverEvent;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.cutover.port.ReplicationStatus.Phase;
import dev.sluice.cutover.preflight.Preflight;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the lane and both nodes a few times a second, outside of attempts: moves the state along with the copy, tells a
 * node again that forgot its role, and names what threatens the cutover or the way back.
 */
final class Monitor {
    static final Duration INTERVAL = Duration.ofMillis(100);
    /** A node is told again no more often than this. */
    static final Duration TELL_AGAIN = Duration.ofSeconds(5);

    /** How long something must stand in the way before READY is lost: an attempt looks again anyway. */
    static final Duration LOSE_AFTER = Duration.ofMillis(500);
    /** Between two looks at nodes of which nothing is wanted. */
    static final Duration IDLE_INTERVAL = Duration.ofSeconds(1);

    private static final long NEVER = Long.MIN_VALUE;

    private final Parts parts;
    private final Nodes nodes;
    private final Map<NodeRole, NodeWatch> watches;
    private final ErrorBaseline baseline;
    private final PendingWork pending;
    private final WayToSluice way;
    private long closeSince = NEVER;
    private long farSince = NEVER;
    private long lookedAt = NEVER;
    private final Map<NodeRole, Long> toldAt = new EnumMap<>(NodeRole.class);
    private long fullSyncs = -1;

    Monitor(Parts parts, Nodes nodes, Map<NodeRole, NodeWatch> watches, ErrorBaseline baseline, PendingWork pending) {
        this.parts = parts;
        this.nodes = nodes;
        this.watches = watches;
        this.baseline = baseline;
        this.pending = pending;
        this.way = new WayToSluice(parts);
    }

    void tick() {
        CutoverState state = parts.state().state();
        boolean lane = state.copying() || state == CutoverState.REVERSIBLE;
        look(lane);
        if (pending.step()) {
            forget();
        }
        parts.state().writeRest();
        boolean known =
                watches.values().stream().noneMatch(watch -> watch.seen().stale());
        if (!pending.isEmpty()) {
            closeSince = NEVER;
        } else if (lane && known && parts.state().state() == state) {
            watchLane(state);
        }
    }

    private void look(boolean lane) {
        long now = parts.ticker().nanos();
        if (lane || lookedAt == NEVER || now - lookedAt >= IDLE_INTERVAL.toNanos()) {
            lookedAt = now;
            watches.values().forEach(NodeWatch::tick);
        }
    }

    /** After anything was done to the nodes: what was read before no longer counts. */
    void forget() {
        watches.values().forEach(NodeWatch::forget);
        closeSince = NEVER;
        farSince = NEVER;
        lookedAt = NEVER;
        fullSyncs = -1;
    }

    private void watchLane(CutoverState state) {
        keepRoles();
        ReplicationStatus status = parts.replication().status();
        observeApplied(status);
        way.watch(parts.state().view().standby(), status);
        List<String> obstacles = obstacles(status);
        if (state == CutoverState.REVERSIBLE) {
            wayBack(status, obstacles);
        } else {
            follow(state, status, obstacles);
        }
    }

    /** A replica acknowledges once a second only: under load that alone would look like lag. */
    private void observeApplied(ReplicationStatus status) {
        NodeRole standby = parts.state().view().standby();
        ReplicationInfo info = info(standby);
        if (info != null && "slave".equals(info.role()) && info.replid().equals(status.replid())) {
            parts.replication().observeApplied(standby, info.appliedOffset());
        }
    }

    private void follow(CutoverState state, ReplicationStatus status, List<String> obstacles) {
        boolean again = status.fullSyncs() != fullSyncs && fullSyncs >= 0;
        fullSyncs = status.fullSyncs();
        if (state == CutoverState.COPYING && status.phase() == Phase.STREAMING && status.applyUp()) {
            parts.state().rest(CutoverEvent.STREAM_FLOWS, "the snapshot is applied, the stream flows");
        } else if (state != CutoverState.COPYING && (status.phase() == Phase.SNAPSHOT || again)) {
            parts.state().rest(CutoverEvent.COPY_RESTARTED, "the target needs a full copy again");
        } else if (state == CutoverState.STREAMING) {
            becomeReady(obstacles);
        } else if (state == CutoverState.READY) {
            loseReady(obstacles);
        } else if (state == CutoverState.COPYING && status.problem() != null) {
            parts.state().explain(status.problem());
        }
    }

    private void loseReady(List<String> obstacles) {
        long now = parts.ticker().nanos();
        if (obstacles.isEmpty()) {
            farSince = NEVER;
        } else if (farSince == NEVER) {
            farSince = now;
        } else if (now - farSince >= LOSE_AFTER.toNanos()) {
            farSince = NEVER;
            closeSince = NEVER;
            parts.state().rest(CutoverEvent.LOST_READY, obstacles.get(0));
        }
    }

    private void becomeReady(List<String> obstacles) {
        long now = parts.ticker().nanos();
        if (!obstacles.isEmpty()) {
            closeSince = NEVER;
            parts.state().explain(obstacles.get(0));
            return;
        }
        if (closeSince == NEVER) {
            closeSince = now;
        }
        if (now - closeSince >= parts.cutover().readyAfter().toNanos()) {
            parts.state().rest(CutoverEvent.BECAME_READY, "the target is close behind and fit to take over");
        }
    }

    private void wayBack(ReplicationStatus status, List<String> obstacles) {
        ReplicationInfo standby = info(parts.state().view().standby());
        long refused = standby == null ? 0 : baseline.growth(standby, status.fullSyncs());
        if (status.lossy() != null) {
            parts.problems().set("rollback", "no longer lossless: " + status.lossy());
        } else if (refused > 0) {
            parts.problems().set("rollback", "no longer lossless: the source refused " + refused + " commands");
        } else if (status.problem() != null) {
            parts.problems().set("rollback", "the way back stopped: " + status.problem());
        } else {
            parts.problems().clear("rollback");
        }
        parts.state().explain(obstacles.isEmpty() ? "the source follows; a rollback may start" : obstacles.get(0));
    }

    private List<String> obstacles(ReplicationStatus status) {
        NodeRole active = parts.state().view().active();
        ReplicationInfo standby = info(active.other());
        return Readiness.obstacles(new Readiness.Input(
                status,
                parts.cutover().maxLagBytes(),
                active,
                info(active),
                standby,
                facts(active),
                facts(active.other()),
                standby == null ? 0 : baseline.growth(standby, status.fullSyncs())));
    }

    /** A late command or a restart can leave a node in a role that it should not have: it is told again. */
    private void keepRoles() {
        NodeRole active = parts.state().view().active();
        ReplicationInfo activeInfo = info(active);
        NodeFacts activeFacts = facts(active);
        boolean demoted = activeInfo != null && followsSluice(active, activeInfo);
        boolean fenced = activeFacts != null && Preflight.fenced(activeFacts);
        if (demoted) {
            tellAgain(active, "it serves clients and followed Sluice, it is made a master again", () -> {
                nodes.command(active, NodeControl::promote, "REPLICAOF NO ONE");
                nodes.command(active, NodeControl::acceptWrites, "putting min-replicas-to-write back");
            });
        } else if (fenced) {
            tellAgain(
                    active,
                    "it serves clients and refused writes, it is told to accept them again",
                    () -> nodes.command(active, NodeControl::acceptWrites, "putting min-replicas-to-write back"));
        } else {
            asItShould(active);
        }
        keepFollowing(active.other());
    }

    private void keepFollowing(NodeRole standby) {
        ReplicationInfo info = info(standby);
        if (info == null) {
            return;
        }
        if ("master".equals(info.role())) {
            tellAgain(
                    standby,
                    "it was a writable master, it is told to follow Sluice again",
                    () -> nodes.follow(standby));
        } else if (!followsSluice(standby, info)) {
            // The announced address may be another one after a restart; the node keeps its history and goes on from
            // there.
            tellAgain(
                    standby,
                    "it followed " + info.masterHost() + ":" + info.masterPort() + ", it is told where Sluice is now",
                    () -> nodes.follow(standby));
        } else {
            asItShould(standby);
        }
    }

    private void asItShould(NodeRole role) {
        parts.problems().clear(role.word() + ".role");
    }

    private boolean followsSluice(NodeRole role, ReplicationInfo info) {
        try {
            return nodes.followsSluice(role, info);
        } catch (StepException e) {
            // Nobody can follow a port that is closed.
            return false;
        }
    }

    /** Named as a problem until the node is seen in its role. */
    private void tellAgain(NodeRole role, String text, PendingWork.Work work) {
        long now = parts.ticker().nanos();
        Long before = toldAt.get(role);
        if (before != null && now - before < TELL_AGAIN.toNanos()) {
            return;
        }
        toldAt.put(role, now);
        parts.problems().set(role.word() + ".role", text);
        try {
            work.run();
        } catch (StepException e) {
            parts.problems().set(role.word() + ".role", text + ", which failed: " + e.getMessage());
        }
        forget();
    }

    private @Nullable ReplicationInfo info(NodeRole role) {
        NodeWatch watch = watches.get(role);
        return watch == null ? null : watch.seen().info();
    }

    private @Nullable NodeFacts facts(NodeRole role) {
        NodeWatch watch = watches.get(role);
        return watch == null ? null : watch.seen().facts();
    }
}

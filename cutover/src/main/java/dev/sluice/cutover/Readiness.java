package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.cutover.port.ReplicationStatus.Phase;
import dev.sluice.cutover.preflight.Preflight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the standby could take over now. A pure function: what keeps it from that, in words; nothing when it could. */
final class Readiness {
    private Readiness() {}

    static List<String> obstacles(Input input) {
        List<String> found = new ArrayList<>();
        lane(found, input);
        active(found, input);
        standby(found, input);
        if (input.activeFacts() != null && input.standbyFacts() != null) {
            fitness(found, input.active(), input.activeFacts(), input.standbyFacts());
        }
        return found;
    }

    private static void lane(List<String> found, Input input) {
        ReplicationStatus status = input.status();
        if (status.problem() != null) {
            found.add("the copy stopped: " + status.problem());
        }
        if (status.lossy() != null) {
            found.add("the " + input.active().other().word() + " cannot become equal: " + status.lossy());
        }
        if (status.phase() != Phase.STREAMING) {
            found.add("the stream does not flow yet");
        } else if (!status.captureUp()) {
            found.add("the link to the " + input.active().word() + " is down");
        } else if (!status.applyUp()) {
            found.add("the link to the " + input.active().other().word() + " is down");
        } else if (status.lagBytes() < 0 || status.lagBytes() > input.maxLagBytes()) {
            found.add("lag " + status.lagBytes() + " bytes, " + input.maxLagBytes() + " allowed");
        }
    }

    private static void active(List<String> found, Input input) {
        ReplicationInfo info = input.activeInfo();
        if (info == null) {
            found.add("the " + input.active().word() + " does not answer");
        } else if (!"master".equals(info.role())) {
            found.add("the " + input.active().word() + " is no master");
        }
    }

    private static void standby(List<String> found, Input input) {
        ReplicationInfo info = input.standbyInfo();
        String standby = input.active().other().word();
        if (info == null) {
            found.add("the " + standby + " does not answer");
        } else if (!"slave".equals(info.role())) {
            found.add("the " + standby + " does not follow Sluice");
        } else if (info.loading()) {
            found.add("the " + standby + " loads the snapshot");
        } else if (!info.replid().equals(input.status().replid())) {
            found.add("the " + standby + " is not in the history that is copied");
        }
        if (input.refused() > 0) {
            found.add("the " + standby + " refused " + input.refused()
                    + " commands of the stream (unexpected_error_replies): only a new copy makes it equal");
        }
    }

    private static void fitness(List<String> found, NodeRole active, NodeFacts activeFacts, NodeFacts standbyFacts) {
        Preflight.fitness(active, activeFacts, standbyFacts).checks().stream()
                .filter(check -> check.outcome() == PreflightReport.Outcome.FAIL)
                .map(check -> check.name() + ": " + check.found() + "; " + check.advice())
                .forEach(found::add);
    }

    /**
     * @param activeInfo null when the node does not answer, as {@code standbyInfo}; facts are null while not read yet
     * @param refused commands of the stream that the standby refused since it attached
     */
    record Input(
            ReplicationStatus status,
            long maxLagBytes,
            NodeRole active,
            @Nullable ReplicationInfo activeInfo,
            @Nullable ReplicationInfo standbyInfo,
            @Nullable NodeFacts activeFacts,
            @Nullable NodeFacts standbyFacts,
            long refused) {}
}

package dev.sluice.cutover.preflight;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.preflight.PreflightInput.Reading;
import org.jspecify.annotations.Nullable;

/** All checks in the order in which a person would look. Pure: no I/O, no clock. */
public final class Preflight {
    private Preflight() {}

    public static PreflightReport check(PreflightInput input) {
        Findings findings = new Findings();
        Node source = reachable(findings, input.source());
        Node target = reachable(findings, input.target());
        for (NodeRole role : NodeRole.values()) {
            Node node = role == NodeRole.SOURCE ? source : target;
            if (node != null) {
                RoleChecks.check(findings, node, input);
                CommandChecks.check(findings, node);
                WayBackChecks.check(findings, node, input);
                SettingChecks.check(findings, node, input);
            }
        }
        if (source != null && target != null) {
            VersionChecks.check(findings, source, target);
            CapacityChecks.check(findings, source, target);
            boolean forward = input.active() == NodeRole.SOURCE;
            MasterFitness.check(findings, forward ? source : target, forward ? target : source);
            CompatibilityChecks.check(findings, source, target);
            UserChecks.check(findings, source, target, input.refusedUsers());
        }
        SessionChecks.check(findings, input.blockers());
        return new PreflightReport(findings.list());
    }

    /**
     * The checks that an attempt and the state READY repeat: whether the active node is the master it should be and the
     * standby, healthy as a replica, would also serve as a master.
     */
    public static PreflightReport fitness(NodeRole activeRole, NodeFacts active, NodeFacts standby) {
        Findings findings = new Findings();
        MasterFitness.check(findings, new Node(activeRole, active), new Node(activeRole.other(), standby));
        return new PreflightReport(findings.list());
    }

    /** Whether the node refuses every write as Sluice's own fence makes it. */
    public static boolean fenced(NodeFacts facts) {
        return new Node(NodeRole.SOURCE, facts).configNumber("min-replicas-to-write", 0) == MasterFitness.FENCE;
    }

    private static @Nullable Node reachable(Findings findings, Reading reading) {
        String name = reading.role().word() + ".reachable";
        NodeFacts facts = reading.facts();
        if (facts == null) {
            findings.fail(
                    name,
                    reading.endpoint() + ": " + reading.error(),
                    "check address, port, user, password and TLS of sluice."
                            + reading.role().word());
            return null;
        }
        findings.ok(
                name,
                reading.endpoint() + ", " + "answers in " + facts.roundTrip().toNanos() / 1e6 + " ms");
        return new Node(reading.role(), facts);
    }
}

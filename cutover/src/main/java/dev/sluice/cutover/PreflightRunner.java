package dev.sluice.cutover;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.preflight.PreflightInput;
import dev.sluice.cutover.preflight.PreflightInput.Reading;
import dev.sluice.cutover.runtime.StepException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what preflight looks at. What cannot be read is part of the outcome, not a failure of it. */
final class PreflightRunner {
    private final Parts parts;
    private final Nodes nodes;

    PreflightRunner(Parts parts, Nodes nodes) {
        this.parts = parts;
        this.nodes = nodes;
    }

    PreflightInput read(boolean acceptTargetData) {
        MigrationState.View view = parts.state().view();
        boolean linked = view.state() != CutoverState.IDLE && view.state() != CutoverState.FINAL;
        Reading source = reading(NodeRole.SOURCE);
        Reading target = reading(NodeRole.TARGET);
        NodeFacts standby = view.active() == NodeRole.SOURCE ? target.facts() : source.facts();
        return new PreflightInput(
                source,
                target,
                view.active(),
                linked,
                standby == null ? Map.of() : refusedUsers(view.standby()),
                parts.gate().blockers(),
                parts.settings().replication().tls() != null,
                acceptTargetData || parts.settings().replication().acceptTargetData(),
                parts.cutover().backlogBytes());
    }

    private Reading reading(NodeRole role) {
        @Nullable NodeFacts facts = null;
        String error = "";
        try {
            facts = nodes.call(role, NodeControl::facts, "reading facts");
        } catch (StepException e) {
            error = e.getMessage();
        }
        return new Reading(role, parts.settings().node(role).endpoint(), announced(role), facts, error);
    }

    private Endpoint announced(NodeRole role) {
        try {
            return parts.replication().announced(role);
        } catch (UncheckedIOException e) {
            return new Endpoint("unknown", 0);
        }
    }

    private Map<String, String> refusedUsers(NodeRole standby) {
        try {
            return parts.waiting()
                    .await(parts.gate().tryUsers(standby), parts.cutover().prepareTimeout(), "trying the users");
        } catch (StepException e) {
            return Map.of("(not all could be tried)", e.getMessage());
        }
    }
}

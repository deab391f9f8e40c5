package dev.sluice.cutover.preflight;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.Gate.Blocker;
import dev.sluice.cutover.port.NodeFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything preflight looks at, read before.
 *
 * @param active the node that serves clients
 * @param linked whether the standby already follows Sluice, so that its role and its data are what they should be
 * @param refusedUsers users that the standby refused, with its words
 * @param blockers sessions that a cutover would be refused for now
 * @param replicationTls whether Sluice has a certificate for nodes that replicate over TLS
 * @param acceptTargetData whether the target's data may be replaced
 * @param backlogBytes what the nodes' repl-backlog-size is raised to; 0 leaves it
 */
public record PreflightInput(
        Reading source,
        Reading target,
        NodeRole active,
        boolean linked,
        Map<String, String> refusedUsers,
        List<Blocker> blockers,
        boolean replicationTls,
        boolean acceptTargetData,
        long backlogBytes) {

    public Reading of(NodeRole role) {
        return role == NodeRole.SOURCE ? source : target;
    }

    /**
     * One node.
     *
     * @param endpoint that Sluice dials
     * @param announced where the node would reach the replication port
     * @param facts null when it could not be asked, which {@code error} then says in words
     */
    public record Reading(
            NodeRole role,
            Endpoint endpoint,
            Endpoint announced,
            @Nullable NodeFacts facts,
            String error) {}
}

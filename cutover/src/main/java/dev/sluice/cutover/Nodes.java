package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.Replication.Credentials;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.StepException;
import java.time.Duration;

/** What the coordinator does to nodes outside of an attempt's own clock: each call with a limit, each failure in words. */
final class Nodes {
    private final Parts parts;
    private final Duration limit;

    Nodes(Parts parts, Duration limit) {
        this.parts = parts;
        this.limit = limit;
    }

    /** Long enough for a call that has to connect anew, behind one that runs into its own limit. */
    static Duration limit(SluiceSettings settings) {
        Duration longest = Duration.ZERO;
        for (NodeRole role : NodeRole.values()) {
            NodeSettings node = settings.node(role);
            Duration one = node.connectTimeout().plus(node.commandTimeout());
            longest = one.compareTo(longest) > 0 ? one : longest;
        }
        return longest.multipliedBy(2);
    }

    ReplicationInfo info(NodeRole role) throws StepException {
        return call(role, NodeControl::replicationInfo, "INFO");
    }

    Credentials credentials(NodeRole role) throws StepException {
        try {
            return parts.replication().credentials(role);
        } catch (IllegalStateException e) {
            throw new StepException("the replication port is not open");
        }
    }

    boolean followsSluice(NodeRole role, ReplicationInfo info) throws StepException {
        return followsSluice(info, credentials(role));
    }

    void follow(NodeRole role) throws StepException {
        Credentials credentials = credentials(role);
        command(role, node -> node.follow(credentials), "REPLICAOF");
    }

    void command(NodeRole role, NodeCalls.Command command, String what) throws StepException {
        boolean unused = call(role, NodeCalls.of(command), what);
    }

    <T> T call(NodeRole role, NodeCalls.Call<T> call, String what) throws StepException {
        return parts.waiting().await(parts.calls().submit(role, call), limit, what + " at the " + role.word());
    }

    /** Whether a replica follows Sluice, and not someone else. */
    static boolean followsSluice(ReplicationInfo info, Credentials credentials) {
        return "slave".equals(info.role())
                && credentials.announced().host().equals(info.masterHost())
                && credentials.announced().port() == info.masterPort();
    }
}

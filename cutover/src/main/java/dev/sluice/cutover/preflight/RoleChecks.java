package dev.sluice.cutover.preflight;

import dev.sluice.config.NodeRole;

/** What the node is: a master, on its own, watched by nobody, and whether its data may be replaced. */
final class RoleChecks {
    private RoleChecks() {}

    static void check(Findings findings, Node node, PreflightInput input) {
        role(findings, node, node.role() == input.active() || !input.linked());
        replicas(findings, node);
        cluster(findings, node);
        sentinel(findings, node);
        busy(findings, node);
        if (node.role() == NodeRole.TARGET && !input.linked()) {
            empty(findings, node, input.acceptTargetData());
        }
    }

    private static void role(Findings findings, Node node, boolean wantsMaster) {
        String role = node.info("role");
        String found =
                "slave".equals(role) ? "replica of " + node.info("master_host") + ":" + node.info("master_port") : role;
        if (wantsMaster) {
            findings.require(
                    "master".equals(role),
                    node.check("role"),
                    found,
                    node.role() == NodeRole.SOURCE
                            ? "name the master itself as sluice.source"
                            : "the target has to be a master of its own: REPLICAOF NO ONE");
        } else {
            findings.require(
                    "slave".equals(role),
                    node.check("role"),
                    found,
                    "it should follow Sluice; the monitor tells it again, look at events");
        }
    }

    private static void replicas(Findings findings, Node node) {
        long replicas = node.infoNumber("connected_slaves", 0);
        // Sluice itself is one replica of the node it captures from, so one alone tells nothing.
        if (replicas > 1) {
            findings.warn(
                    node.check("replicas"),
                    replicas + " connected",
                    "replicas of a node that changes its master follow it, and may need a full copy");
        } else {
            findings.ok(node.check("replicas"), replicas + " connected");
        }
    }

    private static void cluster(Findings findings, Node node) {
        boolean cluster = node.infoNumber("cluster_enabled", 0) == 1 || "cluster".equals(node.info("redis_mode"));
        findings.require(
                !cluster,
                node.check("cluster"),
                cluster ? "cluster mode" : "standalone",
                "a node in cluster mode refuses REPLICAOF: cluster is not covered yet");
    }

    /**
     * A Sentinel names its connections {@code sentinel-<id>-cmd} and {@code -pubsub} (sentinel.c,
     * sentinelSetClientName), so CLIENT LIST gives it away while it is connected.
     */
    private static void sentinel(Findings findings, Node node) {
        String found = node.facts().clientNames().stream()
                .filter(name -> name.startsWith("sentinel-"))
                .findFirst()
                .map(name -> "CLIENT LIST shows " + name)
                .orElse("sentinel".equals(node.info("redis_mode")) ? "this is a Sentinel" : "");
        findings.require(
                found.isEmpty(),
                node.check("sentinel"),
                found.isEmpty() ? "no client of CLIENT LIST is a Sentinel" : found,
                "a Sentinel would fail over when the node is demoted: SENTINEL REMOVE it first");
    }

    private static void busy(Findings findings, Node node) {
        boolean loading = node.infoNumber("loading", 0) == 1;
        String failover = node.info("master_failover_state");
        boolean failingOver = !failover.isEmpty() && !"no-failover".equals(failover);
        findings.require(
                !loading && !failingOver,
                node.check("busy"),
                loading ? "loading its data" : failingOver ? "failover: " + failover : "no",
                "wait until it is done");
    }

    private static void empty(Findings findings, Node target, boolean accepted) {
        long keys = target.facts().keysByDatabase().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        String found = keys == 0
                ? "no keys"
                : keys + " keys in databases "
                        + target.facts().keysByDatabase().keySet().stream()
                                .sorted()
                                .toList();
        if (keys > 0 && accepted) {
            findings.warn(target.check("empty"), found, "the copy replaces them all, as was accepted");
        } else {
            findings.require(
                    keys == 0,
                    target.check("empty"),
                    found,
                    "the copy would replace them: FLUSHALL the target, or accept it (replication.accept-target-data)");
        }
    }
}

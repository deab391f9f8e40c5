package dev.sluice.cutover.preflight;

/**
 * A server that is healthy as a replica may refuse writes as a master. Looked at before the copy, before READY and at the
 * start of each attempt.
 */
final class MasterFitness {
    /** What Sluice's own fence sets; found before a migration it is left from one that never ended. */
    static final long FENCE = Integer.MAX_VALUE;

    private MasterFitness() {}

    static void check(Findings findings, Node active, Node standby) {
        String role = active.info("role");
        findings.require(
                "master".equals(role),
                active.check("is-master"),
                role,
                "the node that serves clients has to be a master");
        for (Node node : new Node[] {active, standby}) {
            staleFence(findings, node);
            asReplica(findings, node);
        }
        minReplicas(findings, standby);
        persistence(findings, standby);
        eviction(findings, active, standby);
    }

    private static void staleFence(Findings findings, Node node) {
        findings.require(
                node.configNumber("min-replicas-to-write", 0) != FENCE,
                node.check("stale-fence"),
                "min-replicas-to-write " + node.config("min-replicas-to-write"),
                "left by an earlier cutover, all writes are refused: CONFIG SET min-replicas-to-write 0");
    }

    private static void minReplicas(Findings findings, Node standby) {
        long wanted = standby.configNumber("min-replicas-to-write", 0);
        findings.require(
                wanted == FENCE || wanted <= standby.infoNumber("min_slaves_good_slaves", 0),
                standby.check("min-replicas"),
                "min-replicas-to-write " + wanted,
                "as a master it would refuse writes: lower it, or give the node its replicas");
    }

    private static void persistence(Findings findings, Node standby) {
        boolean stops = !"no".equals(standby.config("stop-writes-on-bgsave-error"))
                && !standby.config("save").isEmpty();
        boolean snapshotFailed = "err".equals(standby.info("rdb_last_bgsave_status"));
        boolean logFailed = "err".equals(standby.info("aof_last_write_status"));
        findings.require(
                !(stops && snapshotFailed) && !logFailed,
                standby.check("persistence"),
                logFailed ? "the last AOF write failed" : snapshotFailed ? "the last BGSAVE failed" : "ok",
                "as a master it would answer writes with MISCONF: look at its disk and its log");
    }

    private static void asReplica(Findings findings, Node node) {
        findings.require(
                !"no".equals(node.config("replica-read-only")),
                node.check("replica-read-only"),
                node.config("replica-read-only"),
                "a writable replica is no fence: CONFIG SET replica-read-only yes");
        findings.require(
                !"no".equals(node.config("replica-serve-stale-data")),
                node.check("replica-serve-stale-data"),
                node.config("replica-serve-stale-data"),
                "reads would be answered with MASTERDOWN during a cutover: CONFIG SET replica-serve-stale-data yes");
        boolean evicts = "no".equals(node.config("replica-ignore-maxmemory")) && node.configNumber("maxmemory", 0) > 0;
        findings.require(
                !evicts,
                node.check("replica-ignore-maxmemory"),
                node.config("replica-ignore-maxmemory"),
                "as a replica it would evict keys by itself: CONFIG SET replica-ignore-maxmemory yes");
    }

    private static void eviction(Findings findings, Node active, Node standby) {
        long limit = standby.configNumber("maxmemory", 0);
        long used = standby.infoNumber("used_memory", 0);
        String policy = standby.config("maxmemory-policy");
        String name = standby.check("maxmemory");
        String found = limit == 0 ? "no limit" : used + " of " + limit + " bytes used, " + policy;
        if (limit > 0 && used > limit) {
            findings.fail(name, found, "as a master it would evict keys or refuse writes: raise maxmemory");
        } else if (limit > 0 && !policy.equals(active.config("maxmemory-policy"))) {
            findings.warn(
                    name,
                    found + ", the other node has " + active.config("maxmemory-policy"),
                    "full, the nodes behave differently");
        } else {
            findings.ok(name, found);
        }
    }
}

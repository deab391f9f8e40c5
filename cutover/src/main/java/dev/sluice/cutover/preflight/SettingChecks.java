package dev.sluice.cutover.preflight;

import java.time.Duration;

/** Settings of the node that matter as a replica, those that will be changed and put back, and its clock. */
final class SettingChecks {
    /** Beyond this keys with a TTL would live noticeably longer or shorter at the other node. */
    static final Duration SKEW_WARN = Duration.ofMillis(500);

    static final Duration SKEW_FAIL = Duration.ofSeconds(5);

    private SettingChecks() {}

    static void check(Findings findings, Node node, PreflightInput input) {
        replicationBuffer(findings, node);
        backlog(findings, node, input.backlogBytes());
        changed(findings, node, input.backlogBytes());
        clock(findings, node);
    }

    private static void replicationBuffer(Findings findings, Node node) {
        long hard = OutputBufferLimit.replicaHardBytes(node.config("client-output-buffer-limit"));
        String name = node.check("replication-buffer");
        if (hard > 0 && hard < 64L << 20) {
            findings.warn(
                    name,
                    hard + " bytes at most for a replica",
                    "raise client-output-buffer-limit replica: a short stall would cut the link");
        } else {
            findings.ok(name, hard == 0 ? "no limit" : hard < 0 ? "not told" : hard + " bytes at most for a replica");
        }
    }

    private static void backlog(Findings findings, Node node, long wanted) {
        long size = node.configNumber("repl-backlog-size", -1);
        String name = node.check("backlog");
        if (size < 0) {
            findings.warn(name, "repl-backlog-size is not told", "a lost link may need a full copy");
        } else if (Math.max(size, wanted) < 1L << 20) {
            findings.warn(name, size + " bytes", "raise sluice.cutover.backlog-bytes to a few MB");
        } else {
            findings.ok(name, size < wanted ? size + " bytes, raised to " + wanted : size + " bytes");
        }
    }

    private static void changed(Findings findings, Node node, long backlog) {
        StringBuilder text = new StringBuilder("masteruser and masterauth for the link to Sluice");
        if (node.configNumber("repl-backlog-size", Long.MAX_VALUE) < backlog) {
            text.append(", repl-backlog-size ").append(node.config("repl-backlog-size"));
            text.append(" -> ").append(backlog);
        }
        text.append("; min-replicas-to-write during a cutover: all recorded and put back");
        findings.ok(node.check("settings"), text.toString());
    }

    private static void clock(Findings findings, Node node) {
        Duration skew = node.facts().clockOffset().abs();
        String found = node.facts().clockOffset().toMillis() + " ms from Sluice's";
        if (skew.compareTo(SKEW_FAIL) > 0) {
            findings.fail(node.check("clock"), found, "set the clocks: expiry times are absolute");
        } else if (skew.compareTo(SKEW_WARN) > 0) {
            findings.warn(node.check("clock"), found, "set the clocks: expiry times are absolute");
        } else {
            findings.ok(node.check("clock"), found);
        }
    }
}

package dev.sluice.cutover.preflight;

import java.util.Optional;
import java.util.Set;

/** Versions and the snapshot's format. */
final class VersionChecks {
    /** Pairs that the integration tests run against real servers. */
    private static final Set<String> TESTED = Set.of(
            "redis 6.2 -> redis 7.0",
            "redis 6.2 -> valkey 8.0",
            "redis 7.0 -> valkey 8.0",
            "valkey 8.0 -> valkey 8.0",
            "redis 7.0 -> redis 7.0");

    private VersionChecks() {}

    static void check(Findings findings, Node source, Node target) {
        old(findings, source);
        old(findings, target);
        pair(findings, source, target);
        format(findings, source, target);
        same(findings, source, target);
    }

    private static void old(Findings findings, Node node) {
        findings.require(
                node.version().atLeast(6, 2),
                node.check("version"),
                node.name(),
                "versions before 6.2 let queued writes through the fence and cannot pause writers: not covered yet");
    }

    private static void pair(Findings findings, Node source, Node target) {
        String pair = shortName(source) + " -> " + shortName(target);
        if (TESTED.contains(pair)) {
            findings.ok("versions", pair);
        } else {
            findings.warn("versions", pair, "this pair is not in Sluice's tests: rehearse it with data of your own");
        }
    }

    private static void format(Findings findings, Node source, Node target) {
        Optional<String> magic = RdbFormats.sent(
                source.facts().family(),
                source.facts().version(),
                target.facts().version());
        String advice = "relay hands the snapshot on as it is; a target that cannot read it is not covered yet";
        if (magic.isEmpty()) {
            findings.fail("snapshot-format", "what " + source.name() + " sends is not known", advice);
            return;
        }
        boolean reads = RdbFormats.reads(target.facts().family(), target.facts().version(), magic.get());
        findings.require(
                reads,
                "snapshot-format",
                source.name() + " sends " + magic.get() + ", which " + target.name()
                        + (reads ? " reads" : " cannot read"),
                advice);
    }

    private static void same(Findings findings, Node source, Node target) {
        String id = source.info("run_id");
        boolean same = !id.isEmpty() && id.equals(target.info("run_id"));
        findings.require(
                !same,
                "two-nodes",
                same ? "source and target are the same server" : "source and target are two servers",
                "the copy would empty it: correct the addresses");
    }

    private static String shortName(Node node) {
        Version version = node.version();
        return node.facts().family() + " " + version.major() + "." + version.minor();
    }
}

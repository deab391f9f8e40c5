package dev.sluice.cutover.preflight;

import java.util.List;
import java.util.Set;

/** What one node knows and the other does not, and how safely each keeps its data. */
final class CompatibilityChecks {
    private static final int NAMED = 8;

    private CompatibilityChecks() {}

    static void check(Findings findings, Node source, Node target) {
        List<String> missing = missing(source.facts().commands(), target.facts().commands());
        if (missing.isEmpty()) {
            findings.ok("target.knows-commands", "every command of the source");
        } else {
            findings.warn(
                    "target.knows-commands",
                    missing.size() + " commands of the source are unknown there: " + some(missing),
                    "a write with one of them stops the copy");
        }
        List<String> newer = missing(target.facts().commands(), source.facts().commands());
        findings.ok(
                "rollback.commands",
                newer.isEmpty()
                        ? "the source knows every command of the target"
                        : newer.size() + " commands of the target are unknown at the source (" + some(newer)
                                + "): a write with one of them after the cutover ends the way back");
        durability(findings, source, target);
        events(findings, source, target);
        modules(findings, source);
    }

    private static void durability(Findings findings, Node source, Node target) {
        boolean less = source.infoNumber("aof_enabled", 0) == 1 && target.infoNumber("aof_enabled", 0) == 0;
        if (less) {
            findings.warn(
                    "target.appendonly", "the source keeps an AOF, the target does not", "CONFIG SET appendonly yes");
        } else {
            findings.ok("target.appendonly", "as durable as the source");
        }
    }

    /** Each node makes the keyspace events of its own subscribers, by its own setting. */
    private static void events(Findings findings, Node source, Node target) {
        String wanted = source.config("notify-keyspace-events");
        String found = target.config("notify-keyspace-events");
        if (wanted.equals(found)) {
            findings.ok("target.notify-keyspace-events", found.isEmpty() ? "none, as at the source" : found);
        } else {
            findings.warn(
                    "target.notify-keyspace-events",
                    "\"" + found + "\", the source has \"" + wanted + "\"",
                    "CONFIG SET notify-keyspace-events to the source's: clients hear of other keys after the cutover");
        }
    }

    private static void modules(Findings findings, Node source) {
        String module = source.info("module");
        if (module.isEmpty()) {
            findings.ok("source.modules", "none");
        } else {
            findings.warn("source.modules", module, "the target needs the same modules to read their types");
        }
    }

    private static List<String> missing(Set<String> of, Set<String> at) {
        // A node whose COMMAND could not be read tells nothing.
        return at.isEmpty()
                ? List.of()
                : of.stream().filter(name -> !at.contains(name)).sorted().toList();
    }

    private static String some(List<String> names) {
        String text = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? text + ", ..." : text;
    }
}

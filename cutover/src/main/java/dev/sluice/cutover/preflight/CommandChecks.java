package dev.sluice.cutover.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the control user may do at the node what the migration needs. */
final class CommandChecks {
    private static final List<String> NEEDED =
            List.of("info", "psync", "replconf", "replicaof", "config|get", "config|set", "multi", "exec");

    private CommandChecks() {}

    static void check(Findings findings, Node node) {
        List<String> needed = new ArrayList<>(NEEDED);
        if (!node.version().atLeast(7, 0)) {
            // Scripts slip through min-replicas-to-write there, so the fence needs the pause as well.
            needed.add("client|pause");
        }
        Map<String, String> refused = node.facts().refused();
        for (String command : needed) {
            String words = refused.get(command);
            if (words != null) {
                findings.fail(
                        node.check("command." + command.replace('|', '-')),
                        words,
                        "relay needs it: let Sluice's user run it there (managed services often forbid it: not covered yet)");
            }
        }
        if (needed.stream().noneMatch(refused::containsKey)) {
            findings.ok(node.check("commands"), String.join(", ", needed) + " allowed");
        }
    }
}

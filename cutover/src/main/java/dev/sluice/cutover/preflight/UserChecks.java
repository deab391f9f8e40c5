package dev.sluice.cutover.preflight;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether every user that was seen at the source can work at the target: sessions are moved as they are. */
final class UserChecks {
    private UserChecks() {}

    static void check(Findings findings, Node source, Node target, Map<String, String> refused) {
        for (Map.Entry<String, String> entry :
                refused.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            findings.fail(
                    "users.tried",
                    "user " + entry.getKey() + " is refused: " + entry.getValue(),
                    "create the user with the same password and rights at the node that is moved to");
        }
        if (refused.isEmpty()) {
            findings.ok("users.tried", "every user with a session is accepted");
        }
        Set<String> known = target.facts().aclUsers();
        List<String> missing = source.facts().users().stream()
                .filter(user -> !known.contains(user))
                .distinct()
                .sorted()
                .toList();
        if (known.isEmpty()) {
            findings.warn("users.known", "the target does not tell its users", "compare ACL LIST of both yourself");
        } else if (missing.isEmpty()) {
            findings.ok("users.known", "every user seen at the source exists at the target");
        } else {
            findings.fail(
                    "users.known",
                    "unknown or off at the target: " + String.join(", ", missing),
                    "create them there (ACL SETUSER)");
        }
    }
}

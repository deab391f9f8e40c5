package dev.sluice.node.facts;

import dev.sluice.node.ErrorText;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.resp.RespValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which commands a cutover needs would be refused, without doing any of them. Each is asked in a form that every
 * version rejects for its arguments; permissions, renames and what a managed service forbids are checked before those, so the
 * error tells. Only PSYNC has no such form: ACL DRYRUN answers for it (7.0 and newer), and before that the permission check of
 * a MULTI that is discarded.
 */
final class RefusedCommands {
    private static final Map<String, String[]> HARMLESS = new LinkedHashMap<>();

    static {
        // replicaofCommand parses the port before anything else (replication.c).
        HARMLESS.put("replicaof", new String[] {"REPLICAOF", "127.0.0.1", "no-port"});
        HARMLESS.put("replconf", new String[] {"REPLCONF", "no-such-option", "1"});
        HARMLESS.put("exec", new String[] {"EXEC"});
        HARMLESS.put("config|set", new String[] {"CONFIG", "SET", "no-such-parameter", "1"});
        HARMLESS.put("client|pause", new String[] {"CLIENT", "PAUSE", "no-number", "WRITE"});
        HARMLESS.put("client|unblock", new String[] {"CLIENT", "UNBLOCK", "no-number"});
        HARMLESS.put("client|kill", new String[] {"CLIENT", "KILL", "ID", "no-number"});
    }

    private static final String[] PSYNC = {"PSYNC", "?", "-1"};

    private final NodeControlClient client;

    RefusedCommands(NodeControlClient client) {
        this.client = client;
    }

    /** By name ({@code config|set}), with the server's words. */
    Map<String, String> probe() throws NodeCallException {
        Map<String, String> refused = new LinkedHashMap<>();
        for (Map.Entry<String, String[]> command : HARMLESS.entrySet()) {
            note(
                    refused,
                    command.getKey(),
                    error(client.attempt(List.<String[]>of(command.getValue())).get(0)));
        }
        String[] multi = {"MULTI"};
        String[] discard = {"DISCARD"};
        String multiError = error(client.attempt(List.of(multi, discard)).get(0));
        note(refused, "multi", multiError);
        note(refused, "psync", psync(multiError == null));
        return refused;
    }

    private @Nullable String psync(boolean transactions) throws NodeCallException {
        RespValue user = client.attempt(List.<String[]>of(new String[] {"ACL", "WHOAMI"}))
                .get(0);
        if (error(user) != null) {
            return transactions ? inTransaction() : null;
        }
        List<String> dryRun = new ArrayList<>(List.of("ACL", "DRYRUN", user.text()));
        dryRun.addAll(List.of(PSYNC));
        RespValue answer =
                client.attempt(List.<String[]>of(dryRun.toArray(new String[0]))).get(0);
        String error = error(answer);
        if (error == null) {
            return answer.text().equals("OK") ? null : "NOPERM " + answer.text();
        }
        // ERR Command 'psync' not found
        if (error.contains("not found")) {
            return error;
        }
        return transactions ? inTransaction() : null;
    }

    /** What a transaction says to PSYNC as it is queued. Only where MULTI is known to work: outside it would be one. */
    private @Nullable String inTransaction() throws NodeCallException {
        return error(client.attempt(List.of(new String[] {"MULTI"}, PSYNC, new String[] {"DISCARD"}))
                .get(1));
    }

    private static void note(Map<String, String> refused, String command, @Nullable String error) {
        if (error != null && isRefusal(error)) {
            refused.put(command, ErrorText.of(error, List.of()));
        }
    }

    /** Whether an error speaks of the command and not of its arguments. */
    static boolean isRefusal(String error) {
        return error.startsWith("NOPERM")
                || error.contains("unknown command")
                || error.contains("nknown subcommand")
                || error.contains("not found")
                || error.contains("not allowed in cluster mode")
                || error.contains("not permitted");
    }

    private static @Nullable String error(RespValue reply) {
        return reply instanceof RespValue.Error error ? error.message() : null;
    }
}

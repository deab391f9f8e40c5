package dev.sluice.it.transparency;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Commands that are not taken from the command table, each with the reason. */
final class LeftOut {
    private static final Map<String, String> REASONS = new HashMap<>();

    /** What Sluice does not do as the server does yet: a command, or {@code client|id}, with what is wrong. */
    private static final Map<String, String> NOT_YET = Map.of(
            "client|unblock", "the id that a session was told is not translated to its lane's",
            "client|kill", "as for client|unblock",
            "client|list", "tells ids of lanes, or others than CLIENT ID told",
            "client|info", "as for client|list");

    /** Whether an id that a session is told stays the same: HELLO after SUBSCRIBE or CLIENT REPLY tells the lane's. */
    static final boolean IDS_ARE_KEPT = false;

    /**
     * Whether a session may authenticate as a user without a password, by any: with {@code lanes = auto} it is closed when it
     * needs a lane of its own afterwards.
     */
    private static final boolean USER_WITHOUT_PASSWORD = false;

    /**
     * Malformed input behind commands that are not answered yet. The server answers those first; Sluice closes at once where
     * one of them blocks, or where replies are no longer matched (after SUBSCRIBE or CLIENT REPLY).
     */
    static final boolean MALFORMED_BEHIND_OTHERS = false;

    /** Not inside MULTI yet, with {@code lanes = auto}: it tells the name that the lane had, even another session's. */
    private static final Set<String> NOT_YET_IN_TRANSACTION = Set.of("client|getname");

    static {
        because(
                "stops the server for long, or works in the background",
                "pfselftest",
                "save",
                "bgsave",
                "bgrewriteaof");
        because("its reply is chance", "lolwut");
        because("tells times and addresses, and what Sluice itself sends", "monitor", "lastsave");
        because(
                "works on files",
                "module|load",
                "module|loadex",
                "module|unload",
                "config|rewrite",
                "acl|load",
                "acl|save");
        because("changes users or settings that the comparison rests on", "acl|setuser", "acl|deluser", "config|set");
        because("clears the counts that tell when both servers have done the same", "config|resetstat");
        because("tells latencies", "latency|histogram", "latency|doctor", "latency|graph", "latency|history");
        because("leaves the protocol for a debugger's", "script|debug");
        because("are for the server itself and its tests", "restore-asking", "pfdebug");
        because("make sense in an order only, see Stories", "multi", "quit", "client|reply");
        because("make sense in an order only, see Stories", "subscribe", "psubscribe", "ssubscribe");
        because("make sense in an order only, see Stories", "unsubscribe", "punsubscribe", "sunsubscribe");
    }

    private LeftOut() {}

    private static void because(String reason, String... names) {
        for (String name : names) {
            REASONS.put(name, reason);
        }
    }

    /** @param name in lower case, {@code client|id} for a subcommand */
    static boolean is(String name) {
        return REASONS.containsKey(name) || Refused.is(name) || NOT_YET.containsKey(name);
    }

    /**
     * Whether a command may only be sent when nothing waits for an answer: Valkey 8.0 gives no answer at all to an AUTH that
     * fails while other replies are not written yet, which is a matter of time.
     */
    static boolean isUnlessAlone(Command command) {
        return command.name().equals("auth")
                || (command.name().equals("hello") && command.words().size() > 2);
    }

    /** Whether a command is never sent inside MULTI. WAIT, which Sluice refuses there, speaks of writes of other lanes. */
    static boolean isLeftOutOfTransactions(Command command) {
        return command.name().equals("wait")
                || command.name().equals("waitaof")
                || NOT_YET_IN_TRANSACTION.contains(command.fullName());
    }

    /** Whether a command made from a template must not be sent yet. */
    static boolean isNotYet(Command command) {
        return NOT_YET.containsKey(command.name())
                || NOT_YET.containsKey(command.fullName())
                || (!IDS_ARE_KEPT && command.namesClient())
                || (!USER_WITHOUT_PASSWORD
                        && isUnlessAlone(command)
                        && command.words().contains("default"));
    }
}

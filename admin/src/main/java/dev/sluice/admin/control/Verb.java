package dev.sluice.admin.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The verbs of the control port: who may use them, how they are written, what they do. */
enum Verb {
    STATUS(Role.READ_ONLY, "STATUS", "the state of the migration"),
    PREFLIGHT(Role.READ_ONLY, "PREFLIGHT", "check both nodes; changes nothing"),
    MIGRATE(
            Role.OPERATOR,
            "MIGRATE START [REPLACE] | STOP",
            "start the copy (REPLACE: a target that holds data), or end it"),
    CUTOVER(
            Role.OPERATOR,
            "CUTOVER [DRYRUN] [MAXPAUSE ms] [MAXLAG bytes]",
            "move every client to the target; answers when the attempt has ended"),
    ABORT(Role.OPERATOR, "ABORT", "end a running attempt that is not decided yet"),
    ROLLBACK(
            Role.OPERATOR,
            "ROLLBACK [MAXPAUSE ms] [MAXLAG bytes]",
            "move every client back to the source; answers when the attempt has ended"),
    FINALIZE(Role.OPERATOR, "FINALIZE", "give the way back up"),
    CLIENTS(
            Role.READ_ONLY,
            "CLIENTS [PINNED] [LIMIT n]",
            "the connected clients (100), those that have a lane of their own first, or only those"),
    EVENTS(Role.READ_ONLY, "EVENTS [count]", "what happened, the newest last"),
    SHUTDOWN(Role.OPERATOR, "SHUTDOWN", "stop Sluice"),
    HELP(Role.READ_ONLY, "HELP", "these lines (redis-cli keeps HELP to itself: SLUICE HELP there)"),
    PING(Role.READ_ONLY, "PING [message]", "answer PONG or the message"),
    INFO(Role.READ_ONLY, "INFO [section ...]", "a few lines on this Sluice"),
    AUTH(Role.NOBODY, "AUTH [user] password", "users: operator, readonly, default (either password)"),
    HELLO(Role.NOBODY, "HELLO [2|3] [AUTH user password] [SETNAME name]", "choose the RESP version"),
    QUIT(Role.NOBODY, "QUIT", "close the connection"),
    SLUICE(Role.READ_ONLY, "SLUICE HELP", null),
    SELECT(Role.READ_ONLY, "SELECT 0", null),
    CLIENT(Role.READ_ONLY, "CLIENT ID | GETNAME | SETNAME name | SETINFO attribute value", null),
    COMMAND(Role.READ_ONLY, "COMMAND [...]", null);

    private final Role needs;
    private final String usage;
    private final @Nullable String help;

    /** @param help null for what only client libraries send */
    Verb(Role needs, String usage, @Nullable String help) {
        this.needs = needs;
        this.usage = usage;
        this.help = help;
    }

    Role needs() {
        return needs;
    }

    String usage() {
        return usage;
    }

    /** @param name in upper case */
    static @Nullable Verb named(String name) {
        return Arrays.stream(values())
                .filter(verb -> verb.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The verbs that help tells of, for the error that an unknown one gets. */
    static String known() {
        return Arrays.stream(values())
                .filter(verb -> verb.help != null)
                .map(Verb::name)
                .collect(Collectors.joining(", "));
    }

    static List<String> helpLines() {
        List<String> lines = new ArrayList<>();
        lines.add("The verbs of Sluice's control port. Upper or lower case.");
        for (Verb verb : values()) {
            if (verb.help != null) {
                lines.add(verb.usage);
                lines.add("    " + verb.help + (verb.needs == Role.OPERATOR ? " (operator)" : ""));
            }
        }
        return lines;
    }
}

package dev.sluice.proxy.command;

import dev.sluice.node.command.CommandSpec;
import dev.sluice.node.command.CommandTable;
import dev.sluice.node.command.SessionEffect;
import dev.sluice.resp.CommandHead;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Tells the {@link CommandKind} of a request. Allocates nothing. Thread-safe; the table may change between two requests. */
public final class CommandClassifier {
    private static final byte[] POST = ascii("post");
    private static final byte[] HOST = ascii("host:");

    private final Supplier<CommandTable> table;
    private final RefusedCommands refused;

    /** @param refused commands that no client may use */
    public CommandClassifier(Supplier<CommandTable> table, RefusedCommands refused) {
        this.table = table;
        this.refused = refused;
    }

    /** What the table has of the request whose name {@code head} knows. */
    public CommandSpec lookup(CommandHead head) {
        return table.get().lookup(head);
    }

    /**
     * Whether it is a line of an HTTP request. A server closes a connection on which it reads such (securityWarningCommand,
     * server.c), and with it all that share it.
     */
    public static boolean isHttp(CommandHead head) {
        return switch (head.nameLength()) {
            case 4 -> head.argEqualsIgnoreCase(0, POST);
            case 5 -> head.argEqualsIgnoreCase(0, HOST);
            default -> false;
        };
    }

    /** The kind of the request whose name {@code head} knows. A command that the table does not have may write. */
    public int classify(CommandHead head) {
        return classify(lookup(head), head);
    }

    /** As {@link #classify(CommandHead)}, with what {@link #lookup} found. */
    public int classify(CommandSpec spec, CommandHead head) {
        if (refused.contains(spec)) {
            return CommandKind.refused();
        }
        SessionEffect effect = spec.effect();
        if (effect == SessionEffect.NONE) {
            return CommandKind.of(spec.mayWrite(), spec.blocking(), SessionEffect.NONE);
        }
        return switch (effect) {
            case REPLICA -> CommandKind.refused();
            case QUIT -> CommandKind.quit();
            case CAPA, TRACKING -> CommandKind.aboutSession(CommandKind.of(false, false, effect));
            case WAIT -> CommandKind.waiting();
            case ABOUT_CLIENT, REPLY_MODE -> CommandKind.aboutSession(CommandKind.READ);
            case HELLO ->
                CommandKind.aboutSession(
                        CommandKind.of(false, false, head.argCount() == 1 ? SessionEffect.NONE : effect));
            // What was queued runs, and it may write.
            case EXEC -> CommandKind.of(true, false, effect);
            default -> CommandKind.of(spec.mayWrite(), false, effect);
        };
    }

    /** Whether a command that can block does so only when its option BLOCK is given. */
    public boolean blocksOnRequest(CommandHead head) {
        String name = table.get().lookup(head).name();
        return name.equals("xread") || name.equals("xreadgroup");
    }

    /** Whether the command's second word is part of its name. */
    public boolean isContainer(CommandHead head) {
        return table.get().lookup(head).name().indexOf('|') >= 0;
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.sluice.node.control;

import dev.sluice.node.command.CommandSpec;
import dev.sluice.node.command.CommandTable;
import java.util.Locale;

/** How a command is called in a message: {@code CONFIG SET}, never with what follows. */
final class CommandWords {
    private CommandWords() {}

    static String of(String... command) {
        String name = command[0].toUpperCase(Locale.ROOT);
        CommandSpec known = CommandTable.builtIn().find(command[0].toLowerCase(Locale.ROOT));
        boolean container = known != null && known.isContainer() && command.length > 1;
        return container ? name + " " + command[1].toUpperCase(Locale.ROOT) : name;
    }
}

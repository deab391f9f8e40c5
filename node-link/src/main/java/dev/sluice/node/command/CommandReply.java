package dev.sluice.node.command;

import dev.sluice.resp.RespValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a node's answer to COMMAND: an array of {@code name, arity, flags, first key, last key, step, categories} and from 7.0
 * on {@code tips, key specifications, subcommands} (commandCommand, server.c).
 */
final class CommandReply {
    private static final int SUBCOMMANDS = 9;

    /**
     * @param entries of commands and subcommands
     * @param tellsSubcommands false before 7.0
     */
    record Parsed(List<CommandEntry> entries, boolean tellsSubcommands) {}

    private CommandReply() {}

    /** @throws IllegalArgumentException when this is not an answer to COMMAND */
    static Parsed parse(RespValue reply) {
        try {
            List<CommandEntry> entries = new ArrayList<>();
            boolean tells = false;
            for (RespValue command : reply.elements()) {
                // COMMAND INFO answers null for what is not there.
                if (!(command instanceof RespValue.Null)) {
                    tells |= add(command.elements(), entries);
                }
            }
            return new Parsed(entries, tells);
        } catch (IllegalStateException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("not an answer to COMMAND: " + e.getMessage(), e);
        }
    }

    private static boolean add(List<RespValue> command, List<CommandEntry> entries) {
        entries.add(new CommandEntry(
                command.get(0).text().toLowerCase(Locale.ROOT),
                0,
                number(command.get(1)),
                CommandFlag.among(
                        command.get(2).elements().stream().map(RespValue::text).toList()),
                number(command.get(3)),
                number(command.get(4)),
                number(command.get(5))));
        if (command.size() <= SUBCOMMANDS) {
            return false;
        }
        for (RespValue subcommand : command.get(SUBCOMMANDS).elements()) {
            add(subcommand.elements(), entries);
        }
        return true;
    }

    private static int number(RespValue value) {
        return Integer.parseInt(value.text());
    }
}

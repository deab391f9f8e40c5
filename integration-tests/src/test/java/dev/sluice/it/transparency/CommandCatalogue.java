package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The command table of a server, as its COMMAND tells it. */
final class CommandCatalogue {
    /**
     * @param name in lower case; {@code client|id} for a subcommand, which COMMAND tells from Redis 7.0 on
     * @param arity number of arguments with the name (for a subcommand with both words); negative: at least so many
     * @param firstKey index of the first key, 0 where there is none
     * @param categories as ACL names them, {@code @string}
     */
    record Entry(String name, int arity, int firstKey, int lastKey, int keyStep, Set<String> categories) {
        boolean isSubcommand() {
            return name.indexOf('|') >= 0;
        }
    }

    private final List<Entry> entries;

    private CommandCatalogue(List<Entry> entries) {
        this.entries = entries;
    }

    /** @param command the reply to COMMAND */
    static CommandCatalogue of(Frame command) {
        List<Entry> entries = new ArrayList<>();
        command.elements().forEach(told -> add(told, entries));
        // The server tells them in an order of its own at each start.
        entries.sort(Comparator.comparing(Entry::name));
        return new CommandCatalogue(List.copyOf(entries));
    }

    private static void add(Frame told, List<Entry> entries) {
        List<Frame> parts = told.elements();
        Set<String> categories = new HashSet<>();
        parts.get(6).elements().forEach(category -> categories.add(category.text()));
        entries.add(new Entry(
                parts.get(0).text(),
                number(parts.get(1)),
                number(parts.get(3)),
                number(parts.get(4)),
                number(parts.get(5)),
                Set.copyOf(categories)));
        if (parts.size() > 9) {
            parts.get(9).elements().forEach(subcommand -> add(subcommand, entries));
        }
    }

    private static int number(Frame integer) {
        return Integer.parseInt(integer.text());
    }

    /** Sorted by name. */
    List<Entry> entries() {
        return entries;
    }
}

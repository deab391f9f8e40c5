package dev.sluice.node.command;

import java.util.EnumSet;
import java.util.Set;

/**
 * A command as it is told: by the built-in table or by a node.
 *
 * @param name full name in lower case, {@code xgroup|setid} for a subcommand
 * @param since major version it came with; 0 where not told
 * @param arity number of arguments with the name; negative: at least so many
 */
record CommandEntry(String name, int since, int arity, Set<CommandFlag> flags, int firstKey, int lastKey, int keyStep) {

    boolean isSubcommand() {
        return name.indexOf('|') >= 0;
    }

    /** {@code xgroup} of {@code xgroup|setid}; the name itself for a command. */
    String container() {
        int bar = name.indexOf('|');
        return bar < 0 ? name : name.substring(0, bar);
    }

    /** {@code setid} of {@code xgroup|setid}; the name itself for a command. */
    String word() {
        return name.substring(name.indexOf('|') + 1);
    }

    CommandEntry withFlags(Set<CommandFlag> more) {
        Set<CommandFlag> all = EnumSet.noneOf(CommandFlag.class);
        all.addAll(flags);
        all.addAll(more);
        return new CommandEntry(name, since, arity, all, firstKey, lastKey, keyStep);
    }
}

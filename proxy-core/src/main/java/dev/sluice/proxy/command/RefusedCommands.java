package dev.sluice.proxy.command;

import dev.sluice.node.command.CommandSpec;
import java.util.Collection;
import java.util.Set;

/** Commands that no client may use ({@code sluice.refused-commands}). Immutable. */
public final class RefusedCommands {
    private final Set<String> names;
    /** A bit for each length and first letter that there is, so that most commands need not be looked up. */
    private final long shapes;

    /** @param names full names in lower case, {@code client|pause}; a container's name stands for all its subcommands */
    public RefusedCommands(Collection<String> names) {
        this.names = Set.copyOf(names);
        this.shapes = this.names.stream().mapToLong(RefusedCommands::shape).reduce(0, (a, b) -> a | b);
    }

    private static long shape(String name) {
        return name.isEmpty() ? 0 : 1L << (name.length() * 31 + name.charAt(0));
    }

    boolean contains(CommandSpec spec) {
        String name = spec.name();
        if ((shapes & shape(name)) != 0 && names.contains(name)) {
            return true;
        }
        int bar = name.indexOf('|');
        return bar > 0 && names.contains(name.substring(0, bar));
    }
}

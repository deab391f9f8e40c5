package dev.sluice.node.command;

import dev.sluice.resp.CommandHead;
import dev.sluice.resp.RespValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The commands that a node knows. Immutable; any thread. Looking one up allocates nothing. */
public final class CommandTable {
    /** First major version whose COMMAND tells subcommands. */
    private static final int TELLS_SUBCOMMANDS = 7;
    /** What servers do not always tell (may_replicate from 7.0 on, blocking before): taken over from the built-in table. */
    private static final Set<CommandFlag> NOT_TOLD = EnumSet.of(CommandFlag.MAY_REPLICATE, CommandFlag.BLOCKING);

    private static final CommandSpec UNKNOWN = CommandSpec.unknown("unknown");
    private static final CommandTable BUILT_IN = new CommandTable(BuiltInCommands.read());

    private final Map<String, CommandEntry> entries;
    private final Map<String, CommandSpec> byName = new HashMap<>();
    /** Unknown subcommand of each container, by the container's name. */
    private final Map<CommandSpec, CommandSpec> unknownSubcommands = new HashMap<>();
    /** Open addressing, at most half full. */
    private final @Nullable CommandSpec[] slots;

    private CommandTable(Collection<CommandEntry> told) {
        Map<String, CommandEntry> sorted = new TreeMap<>();
        Map<String, List<CommandSpec>> subcommands = new HashMap<>();
        for (CommandEntry entry : told) {
            sorted.put(entry.name(), entry);
            if (entry.isSubcommand()) {
                CommandSpec spec = CommandSpec.of(entry, List.of());
                byName.put(entry.name(), spec);
                subcommands
                        .computeIfAbsent(entry.container(), name -> new ArrayList<>())
                        .add(spec);
            }
        }
        entries = Collections.unmodifiableMap(sorted);
        slots = new CommandSpec[Integer.highestOneBit(Math.max(sorted.size(), 1)) * 4];
        for (CommandEntry entry : sorted.values()) {
            if (!entry.isSubcommand()) {
                put(CommandSpec.of(entry, subcommands.getOrDefault(entry.name(), List.of())));
            }
        }
    }

    private void put(CommandSpec spec) {
        byName.put(spec.name(), spec);
        if (spec.isContainer()) {
            unknownSubcommands.put(spec, CommandSpec.unknown(spec.name()));
        }
        int slot = (int) spec.hash() & slots.length - 1;
        while (slots[slot] != null) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = spec;
    }

    /** The core commands of Redis 7.0 and Valkey 8.0, with what no server tells. */
    public static CommandTable builtIn() {
        return BUILT_IN;
    }

    /**
     * The table of a node: the commands it tells, modules' included, completed with what this table knows of them. What the
     * node does not tell it does not have; only subcommands, which COMMAND did not tell before 7.0, are taken from here.
     *
     * @param reply the node's answer to COMMAND
     * @throws IllegalArgumentException when it is not that
     */
    public CommandTable merge(RespValue reply) {
        CommandReply.Parsed parsed = CommandReply.parse(reply);
        List<CommandEntry> merged = new ArrayList<>();
        for (CommandEntry entry : parsed.entries()) {
            CommandEntry known = entries.get(entry.name());
            Set<CommandFlag> more = EnumSet.noneOf(CommandFlag.class);
            if (known != null) {
                more.addAll(known.flags());
                more.retainAll(NOT_TOLD);
            }
            merged.add(entry.withFlags(more));
            if (!parsed.tellsSubcommands()) {
                addOldSubcommands(entry, merged);
            }
        }
        return new CommandTable(merged);
    }

    private void addOldSubcommands(CommandEntry container, List<CommandEntry> merged) {
        Set<CommandFlag> more = EnumSet.noneOf(CommandFlag.class);
        // SCRIPT as a whole may replicate before 7.0, where no subcommand does from then on.
        if (container.flags().contains(CommandFlag.MAY_REPLICATE)) {
            more.add(CommandFlag.MAY_REPLICATE);
        }
        for (CommandEntry entry : entries.values()) {
            if (entry.isSubcommand()
                    && entry.container().equals(container.name())
                    && entry.since() < TELLS_SUBCOMMANDS) {
                merged.add(entry.withFlags(more));
            }
        }
    }

    /**
     * The command of a request whose name has been seen ({@link CommandHead#nameKnown}). Of a container it is the subcommand
     * once argument 1 has been seen too, before that the container itself. Never null: see {@link CommandSpec#known}.
     */
    public CommandSpec lookup(CommandHead head) {
        int slot = (int) head.nameHash() & slots.length - 1;
        for (CommandSpec spec = slots[slot]; spec != null; spec = slots[slot]) {
            if (spec.hash() == head.nameHash() && spec.isNamed(head)) {
                return !spec.isContainer() || head.captured() < 2
                        ? spec
                        : spec.subcommand(head, unknownSubcommands.getOrDefault(spec, UNKNOWN));
            }
            slot = slot + 1 & slots.length - 1;
        }
        return UNKNOWN;
    }

    /** By full name in lower case, {@code xgroup|setid}. */
    public @Nullable CommandSpec find(String name) {
        return byName.get(name);
    }

    /** Full names in lower case, containers and their subcommands. */
    public Set<String> names() {
        return entries.keySet();
    }
}

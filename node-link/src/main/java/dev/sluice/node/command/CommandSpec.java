package dev.sluice.node.command;

import dev.sluice.resp.CommandHead;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/** What is known of one command or subcommand. Immutable. */
public final class CommandSpec {
    private final CommandEntry entry;
    private final boolean known;
    private final EnumSet<CommandFlag> flags;
    private final byte[] word;
    private final long hash;
    private final SessionEffect effect;
    private final CommandSpec[] subcommands;
    private final boolean mayWrite;

    private CommandSpec(CommandEntry entry, boolean known, Collection<CommandSpec> subcommands) {
        this.entry = entry;
        this.known = known;
        this.flags = EnumSet.noneOf(CommandFlag.class);
        flags.addAll(entry.flags());
        this.word = entry.word().getBytes(StandardCharsets.US_ASCII);
        this.hash = CommandHead.hash(entry.word());
        this.effect = SessionEffect.of(entry.name());
        this.subcommands = subcommands.toArray(new CommandSpec[0]);
        this.mayWrite = !known
                || flags.contains(CommandFlag.WRITE)
                || flags.contains(CommandFlag.MAY_REPLICATE)
                || subcommands.stream().anyMatch(CommandSpec::mayWrite);
    }

    static CommandSpec of(CommandEntry entry, Collection<CommandSpec> subcommands) {
        return new CommandSpec(entry, true, subcommands);
    }

    /** For a command that the table does not have: nothing is known but that it may do anything. */
    static CommandSpec unknown(String name) {
        return new CommandSpec(
                new CommandEntry(name, 0, -1, EnumSet.noneOf(CommandFlag.class), 0, 0, 0), false, List.of());
    }

    /** Full name in lower case, {@code xgroup|setid} for a subcommand; {@code unknown} for one that is not in the table. */
    public String name() {
        return entry.name();
    }

    /** False for a command, or subcommand of {@link #name}, that the table does not have. */
    public boolean known() {
        return known;
    }

    public boolean has(CommandFlag flag) {
        return flags.contains(flag);
    }

    public SessionEffect effect() {
        return effect;
    }

    /**
     * Whether running it can change data or put bytes into the replication stream. Of a container: whether any of its
     * subcommands can. What is not known may.
     */
    public boolean mayWrite() {
        return mayWrite;
    }

    public boolean blocking() {
        return has(CommandFlag.BLOCKING);
    }

    /** Whether what it does is told by its subcommand. */
    public boolean isContainer() {
        return subcommands.length > 0;
    }

    /** Number of arguments with the name; negative: at least so many. */
    public int arity() {
        return entry.arity();
    }

    /** Index of the first key among the arguments (the name is 0); 0 when there is none or they cannot be told by position. */
    public int firstKey() {
        return entry.firstKey();
    }

    /** Index of the last key; negative counts from the end. */
    public int lastKey() {
        return entry.lastKey();
    }

    public int keyStep() {
        return entry.keyStep();
    }

    long hash() {
        return hash;
    }

    boolean isNamed(CommandHead head) {
        if (head.nameLength() != word.length || head.nameTruncated()) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (head.nameByte(i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** The subcommand that argument 1 names, in any case; {@code otherwise} when there is none of that name. */
    CommandSpec subcommand(CommandHead head, CommandSpec otherwise) {
        for (CommandSpec subcommand : subcommands) {
            if (head.argEqualsIgnoreCase(1, subcommand.word)) {
                return subcommand;
            }
        }
        return otherwise;
    }

    @Override
    public String toString() {
        return entry.name();
    }
}

package dev.sluice.replication.guard;

import dev.sluice.resp.CommandHead;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands of a node, found by the captured name of a frame without allocating. Immutable. */
final class KnownCommands {
    private final ReceiverLimits limits;
    private final Known[] table;

    KnownCommands(ReceiverLimits limits) {
        this.limits = limits;
        Map<String, Set<String>> names = new HashMap<>();
        for (String name : limits.commands()) {
            int bar = name.indexOf('|');
            Set<String> subcommands =
                    names.computeIfAbsent(bar < 0 ? name : name.substring(0, bar), n -> new HashSet<>());
            if (bar >= 0) {
                subcommands.add(name.substring(bar + 1));
            }
        }
        table = new Known[Integer.highestOneBit(Math.max(1, names.size())) * 4];
        names.forEach((name, subcommands) -> put(new Known(
                name.getBytes(StandardCharsets.US_ASCII),
                CommandHead.hash(name),
                Set.copyOf(subcommands),
                OptionRules.forCommand(name, limits.version()))));
    }

    ReceiverLimits limits() {
        return limits;
    }

    private void put(Known known) {
        int i = slot(known.hash);
        while (table[i] != null) {
            i = (i + 1) & (table.length - 1);
        }
        table[i] = known;
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (table.length - 1);
    }

    @Nullable
    Known find(CommandHead head) {
        if (head.nameTruncated()) {
            return null;
        }
        for (int i = slot(head.nameHash()); table[i] != null; i = (i + 1) & (table.length - 1)) {
            if (table[i].is(head)) {
                return table[i];
            }
        }
        return null;
    }

    /** A command and what about it must be looked at. */
    static final class Known {
        private final byte[] name;
        private final long hash;
        final Set<String> subcommands;
        final OptionRules.@Nullable Rule rule;
        final boolean isSelect;

        Known(byte[] name, long hash, Set<String> subcommands, OptionRules.@Nullable Rule rule) {
            this.name = name;
            this.hash = hash;
            this.subcommands = subcommands;
            this.rule = rule;
            this.isSelect = new String(name, StandardCharsets.US_ASCII).equals("select");
        }

        boolean is(CommandHead head) {
            if (head.nameHash() != hash || head.nameLength() != name.length) {
                return false;
            }
            for (int i = 0; i < name.length; i++) {
                if (head.nameByte(i) != name[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}

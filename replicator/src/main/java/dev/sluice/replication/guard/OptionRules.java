package dev.sluice.replication.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options that reach the stream as a client wrote them and that an older node refuses: the command is known there, so its
 * table does not tell. From the servers' sources: {@code XGROUP ... ENTRIESREAD}, {@code XSETID ... ENTRIESADDED} and the
 * conditions of EXPIRE came with 7.0, {@code SET ... PXAT} (what every SET with an expiry becomes) with 6.2.
 */
final class OptionRules {
    private static final Version V6_2 = new Version(6, 2);
    private static final Version V7_0 = new Version(7, 0);
    private static final Set<String> CONDITIONS = Set.of("nx", "xx", "gt", "lt");

    private static final Map<String, Rule> RULES = Map.of(
            "xgroup", new Rule(V7_0, Set.of("entriesread"), 4),
            "xsetid", new Rule(V7_0, Set.of("entriesadded", "maxdeletedid"), 3),
            "expire", new Rule(V7_0, CONDITIONS, 3),
            "pexpire", new Rule(V7_0, CONDITIONS, 3),
            "expireat", new Rule(V7_0, CONDITIONS, 3),
            "pexpireat", new Rule(V7_0, CONDITIONS, 3),
            "set", new Rule(V6_2, Set.of("pxat", "exat", "get"), 3));

    private OptionRules() {}

    /** The rule that a node of this version needs for a command, null when none. */
    static @Nullable Rule forCommand(String command, String version) {
        Rule rule = RULES.get(command);
        return rule == null || Version.parse(version).compareTo(rule.since) >= 0 ? null : rule;
    }

    /**
     * @param since first version that knows the words
     * @param from index of the first argument that can be an option
     */
    record Rule(Version since, Set<String> words, int from) {
        /** The first word that the node does not know, null when it knows all. */
        @Nullable
        String refuses(List<String> arguments) {
            for (int i = from; i < arguments.size(); i++) {
                if (words.contains(arguments.get(i).toLowerCase(Locale.ROOT))) {
                    return arguments.get(i);
                }
            }
            return null;
        }
    }

    /** The part of a version that options depend on. */
    record Version(int major, int minor) implements Comparable<Version> {
        static Version parse(String text) {
            String[] words = text.split("\\.", -1);
            try {
                return new Version(Integer.parseInt(words[0]), words.length > 1 ? Integer.parseInt(words[1]) : 0);
            } catch (NumberFormatException e) {
                return new Version(0, 0); // unknown is taken for old: refused too often rather than too rarely
            }
        }

        @Override
        public int compareTo(Version other) {
            return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
        }
    }
}

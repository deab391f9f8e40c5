package dev.sluice.it.transparency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The commands of a server, by group, with the forms that each can take. */
final class Grammar {
    /** ACL category, and how often a command is taken from it; a command belongs to the first that it names. */
    private static final Map<String, Integer> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("@pubsub", 4);
        GROUPS.put("@transaction", 2);
        GROUPS.put("@scripting", 8);
        GROUPS.put("@connection", 12);
        GROUPS.put("@bitmap", 4);
        GROUPS.put("@hyperloglog", 3);
        GROUPS.put("@geo", 4);
        GROUPS.put("@stream", 10);
        GROUPS.put("@string", 12);
        GROUPS.put("@hash", 8);
        GROUPS.put("@list", 11);
        GROUPS.put("@set", 8);
        GROUPS.put("@sortedset", 10);
        GROUPS.put("@keyspace", 8);
        GROUPS.put("", 6);
    }

    /** Commands that chance would let block or expire for real, ask other hosts, or tell what depends on a hash seed. */
    private static final Set<String> BY_TEMPLATE_ONLY = Set.of(
            "blpop",
            "brpop",
            "blmove",
            "brpoplpush",
            "blmpop",
            "bzpopmin",
            "bzpopmax",
            "bzmpop",
            "wait",
            "waitaof",
            "migrate",
            "expire",
            "pexpire",
            "setex",
            "psetex",
            "restore",
            "xadd",
            "scan",
            "sscan",
            "config|get",
            "spop",
            "srandmember",
            "hrandfield",
            "zrandmember");

    private static final int ANY_FORM_PERCENT = 6;
    private static final int MOST_WORDS_MORE = 3;

    private final Map<String, List<Template>> templates = new TreeMap<>();
    private final Map<String, List<CommandCatalogue.Entry>> groups = new TreeMap<>();
    private final Set<String> told = new HashSet<>();

    Grammar(CommandCatalogue catalogue) {
        catalogue.entries().forEach(entry -> told.add(entry.name()));
        readTemplates();
        for (CommandCatalogue.Entry entry : catalogue.entries()) {
            if (!LeftOut.is(entry.name()) && (!entry.isSubcommand() || !BY_TEMPLATE_ONLY.contains(entry.name()))) {
                groups.computeIfAbsent(groupOf(entry), name -> new ArrayList<>())
                        .add(entry);
            }
        }
    }

    private void readTemplates() {
        InputStream resource = Objects.requireNonNull(getClass().getResourceAsStream("/traffic/commands.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(Template::new)
                    .forEach(template -> template.names().stream()
                            .filter(told::contains)
                            .forEach(name -> templates
                                    .computeIfAbsent(name, any -> new ArrayList<>())
                                    .add(template)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String groupOf(CommandCatalogue.Entry entry) {
        return GROUPS.keySet().stream()
                .filter(entry.categories()::contains)
                .findFirst()
                .orElse("");
    }

    Command any(Words words) {
        int at =
                words.below(GROUPS.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<String, Integer> group : GROUPS.entrySet()) {
            at -= group.getValue();
            if (at < 0) {
                return of(words.of(Objects.requireNonNull(groups.get(group.getKey()))), words);
            }
        }
        throw new IllegalStateException();
    }

    private Command of(CommandCatalogue.Entry entry, Words words) {
        List<Template> forms = templates.getOrDefault(entry.name(), List.of());
        boolean free = forms.isEmpty() || (!BY_TEMPLATE_ONLY.contains(entry.name()) && words.percent(ANY_FORM_PERCENT));
        return Command.of(free ? byArity(entry, words) : words.of(forms).fill(entry.name(), words));
    }

    /** A command by its name, which the server must have. */
    Command named(String name, Words words) {
        return Command.of(words.of(Objects.requireNonNull(templates.get(name))).fill(name, words));
    }

    boolean has(String name) {
        return told.contains(name);
    }

    private static List<String> byArity(CommandCatalogue.Entry entry, Words words) {
        List<String> out = new ArrayList<>(List.of(entry.name().split("\\|", -1)));
        int least = Math.abs(entry.arity());
        int count = entry.arity() > 0 ? least : least + words.below(MOST_WORDS_MORE);
        for (int i = out.size(); i < count; i++) {
            boolean key = entry.firstKey() > 0
                    && i >= entry.firstKey()
                    && (entry.lastKey() < 0 || i <= entry.lastKey())
                    && (i - entry.firstKey()) % Math.max(1, entry.keyStep()) == 0;
            out.add(key ? words.key("any") : words.anything());
        }
        return out;
    }
}

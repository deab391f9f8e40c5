package dev.sluice.admin.cli.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map of an answer, read by name. A name that is missing, because the other side is older or newer, reads as nothing:
 * empty, -1 or false.
 */
public record Tree(Map<String, Object> map) {

    /** The value as a tree; an empty one when it is no map. */
    public static Tree of(@Nullable Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> entries.put(String.valueOf(name), entry));
        }
        return new Tree(entries);
    }

    public String text(String name) {
        Object value = map.get(name);
        return value == null ? "" : printable(value);
    }

    /** What a server said must not move the cursor or change the colours of whoever looks. */
    private static String printable(Object value) {
        return value.toString().replaceAll("\\p{Cntrl}", " ");
    }

    public long number(String name) {
        return map.get(name) instanceof Number number ? number.longValue() : -1;
    }

    public double decimal(String name) {
        return map.get(name) instanceof Number number ? number.doubleValue() : -1;
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    public Tree tree(String name) {
        return of(map.get(name));
    }

    public List<Tree> trees(String name) {
        return list(name).stream().map(Tree::of).toList();
    }

    public List<String> texts(String name) {
        return list(name).stream().map(Tree::printable).toList();
    }

    private List<?> list(String name) {
        return map.get(name) instanceof List<?> list ? list : List.of();
    }

    public boolean isEmpty() {
        return map.isEmpty();
    }
}

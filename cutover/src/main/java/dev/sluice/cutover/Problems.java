package dev.sluice.cutover;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** What is wrong now, each under a name, in words for the operator. A change is told to a listener. Thread-safe. */
final class Problems {
    private final Map<String, String> byName = new ConcurrentSkipListMap<>();
    private final Consumer<String> listener;

    Problems(Consumer<String> listener) {
        this.listener = listener;
    }

    void set(String name, String text) {
        String before = byName.put(name, text);
        if (!text.equals(before)) {
            listener.accept("problem, " + name + ": " + text);
        }
    }

    void clear(String name) {
        if (byName.remove(name) != null) {
            listener.accept("no longer a problem: " + name);
        }
    }

    List<String> list() {
        return byName.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }
}

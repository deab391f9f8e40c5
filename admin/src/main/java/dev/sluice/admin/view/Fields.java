package dev.sluice.admin.view;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map of named values in the order they were added; values may be null. */
final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    Fields add(String name, @Nullable Object value) {
        map.put(name, value);
        return this;
    }

    /** Milliseconds to the microsecond: more digits than that are noise. */
    Fields addMillis(String name, double millis) {
        return add(name, Math.round(millis * 1000) / 1000.0);
    }

    Map<String, Object> map() {
        return map;
    }
}

package dev.sluice.node.control;

import java.util.LinkedHashMap;
import java.util.Map;

/** INFO's text: lines {@code name:value} under {@code # Section}. */
public final class InfoText {
    private InfoText() {}

    /** The fields in the order told. */
    public static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : text.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }
}

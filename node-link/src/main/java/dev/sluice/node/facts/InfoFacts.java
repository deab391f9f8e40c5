package dev.sluice.node.facts;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What INFO's fields say. Pure functions. */
final class InfoFacts {
    private static final Pattern DATABASE = Pattern.compile("db(\\d+)");
    private static final Pattern KEYS = Pattern.compile("(?:^|,)keys=(\\d+)");

    private InfoFacts() {}

    /** Valkey tells its own version beside a redis_version that stands still for the sake of clients. */
    static String family(Map<String, String> info) {
        return info.containsKey("valkey_version") ? "valkey" : "redis";
    }

    static String version(Map<String, String> info) {
        return info.getOrDefault("valkey_version", info.getOrDefault("redis_version", ""));
    }

    /** From {@code db0:keys=5,expires=0,avg_ttl=0}. */
    static Map<Integer, Long> keysByDatabase(Map<String, String> info) {
        Map<Integer, Long> keys = new TreeMap<>();
        info.forEach((field, value) -> {
            Matcher database = DATABASE.matcher(field);
            Matcher count = KEYS.matcher(value);
            if (database.matches() && count.find()) {
                keys.put(Integer.parseInt(database.group(1)), Long.parseLong(count.group(1)));
            }
        });
        return keys;
    }
}

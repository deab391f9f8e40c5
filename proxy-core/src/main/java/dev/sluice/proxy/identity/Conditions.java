package dev.sluice.proxy.identity;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each condition of CLIENT LIST and CLIENT KILL asks of a client's fields (clientMatchesFilter, networking.c of Valkey). */
final class Conditions {
    private Conditions() {}

    /** The fields of one client by their name in CLIENT LIST. */
    interface Fields {
        @Nullable
        String value(String name);
    }

    /** Whether the meaning of a condition is known here, and its value has the right form. */
    static boolean known(String word, List<String> values) {
        String value = values.get(0);
        return switch (word) {
            case "ID", "USER", "ADDR", "LADDR", "NAME", "LIB-NAME", "LIB-VER", "IP", "FLAGS" -> true;
            case "DB", "MAXAGE", "IDLE" -> Numbers.isInteger(value);
            case "TYPE" -> !type(value).isEmpty();
            case "SKIPME" -> value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("no");
            default -> false;
        };
    }

    /** @param self whether the client is the one that asks */
    static boolean holds(String word, List<String> values, Fields fields, boolean self) {
        String value = values.get(0);
        return switch (word) {
            case "ID" -> values.contains(field(fields, "id"));
            case "USER", "ADDR", "LADDR", "NAME", "LIB-NAME", "LIB-VER", "DB" ->
                value.equals(field(fields, word.toLowerCase(Locale.ROOT)));
            case "IP" -> value.equals(host(field(fields, "addr")));
            case "FLAGS" ->
                value.chars().allMatch(letter -> field(fields, "flags").indexOf(letter) >= 0);
            case "MAXAGE" -> number(fields, "age") >= Numbers.parse(value, 0);
            case "IDLE" -> number(fields, "idle") >= Numbers.parse(value, 0);
            case "TYPE" -> type(value).equals(typeOf(field(fields, "flags")));
            case "SKIPME" -> !self || value.equalsIgnoreCase("no");
            default -> false;
        };
    }

    private static String field(Fields fields, String name) {
        String value = fields.value(name);
        return value == null ? "" : value;
    }

    private static long number(Fields fields, String name) {
        return Numbers.parse(field(fields, name), -1);
    }

    private static String host(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The one name for a type that has several; empty for what is none (getClientTypeByName). */
    private static String type(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "normal" -> "normal";
            case "slave", "replica" -> "replica";
            case "master", "primary" -> "primary";
            case "pubsub" -> "pubsub";
            default -> "";
        };
    }

    /** getClientType: one that monitors, flag {@code O}, is a normal client. */
    private static String typeOf(String flags) {
        if (flags.indexOf('M') >= 0) {
            return "primary";
        }
        if (flags.indexOf('S') >= 0) {
            return "replica";
        }
        return flags.indexOf('P') >= 0 ? "pubsub" : "normal";
    }
}

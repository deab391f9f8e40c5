package dev.sluice.proxy.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a blocking command has what matters when it is sent again: its timeout, the keys it waits at, the ids that mean "from
 * now on". Positions are those in the list of arguments, the name being 0.
 *
 * @param command its name, in lower case
 * @param timeout position of the timeout
 * @param millis whether that is in milliseconds, else in seconds
 * @param firstKey and {@code endOfKeys}: the keys at which its turn depends on who came first; none where everybody is served
 * @param firstId and {@code endOfIds}: ids of XREAD
 * @param idsToKeys how far before an id its key stands
 */
record BlockedForm(
        String command,
        int timeout,
        boolean millis,
        int firstKey,
        int endOfKeys,
        int firstId,
        int endOfIds,
        int idsToKeys) {

    /** Of a command and its arguments; null when it is none that is known, or not of a form that a server takes. */
    static @Nullable BlockedForm of(List<byte[]> arguments) {
        int size = arguments.size();
        String name = word(arguments, 0);
        return switch (name) {
            case "blpop", "brpop", "bzpopmin", "bzpopmax" -> size < 3 ? null : popping(name, size - 1, 1, size - 1);
            case "blmove" -> size != 6 ? null : popping(name, 5, 1, 2);
            case "brpoplpush" -> size != 4 ? null : popping(name, 3, 1, 2);
            case "blmpop", "bzmpop" -> multiple(name, arguments);
            case "xread", "xreadgroup" -> stream(name, arguments);
            case "wait" -> size != 3 ? null : waiting(name, 2);
            case "waitaof" -> size != 4 ? null : waiting(name, 3);
            default -> null;
        };
    }

    private static BlockedForm waiting(String name, int timeout) {
        return new BlockedForm(name, timeout, true, 0, 0, 0, 0, 0);
    }

    private static BlockedForm popping(String name, int timeout, int firstKey, int endOfKeys) {
        return new BlockedForm(name, timeout, false, firstKey, endOfKeys, 0, 0, 0);
    }

    private static @Nullable BlockedForm multiple(String name, List<byte[]> arguments) {
        long keys = arguments.size() < 4 ? 0 : number(arguments.get(2));
        return keys < 1 || keys > arguments.size() - 4 ? null : popping(name, 1, 3, 3 + (int) keys);
    }

    private static @Nullable BlockedForm stream(String name, List<byte[]> arguments) {
        int timeout = 0;
        int at = 1;
        while (at < arguments.size()) {
            switch (word(arguments, at)) {
                case "block" -> {
                    timeout = at + 1;
                    at += 2;
                }
                case "count", "claim" -> at += 2;
                case "group" -> at += 3;
                case "noack" -> at++;
                case "streams" -> {
                    return timeout == 0 ? null : streams(name, timeout, at + 1, arguments.size());
                }
                default -> {
                    return null;
                }
            }
        }
        return null;
    }

    private static @Nullable BlockedForm streams(String name, int timeout, int first, int end) {
        int count = (end - first) / 2;
        if (count == 0 || (end - first) % 2 != 0) {
            return null;
        }
        return name.equals("xreadgroup")
                ? new BlockedForm(name, timeout, true, first, first + count, 0, 0, 0)
                : new BlockedForm(name, timeout, true, 0, 0, first + count, end, count);
    }

    private static String word(List<byte[]> arguments, int at) {
        return text(arguments.get(at)).toLowerCase(Locale.ROOT);
    }

    static String text(byte[] argument) {
        return new String(argument, StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] argument) {
        try {
            return Long.parseLong(text(argument));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}

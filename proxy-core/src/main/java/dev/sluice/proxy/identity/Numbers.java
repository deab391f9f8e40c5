package dev.sluice.proxy.identity;

/** Integers as Redis servers take them: no sign but minus, no blank, no leading zero. */
final class Numbers {
    private Numbers() {}

    static boolean isInteger(String text) {
        return text.matches("0|-?[1-9][0-9]{0,18}") && (text.length() < 19 || fits(text));
    }

    private static boolean fits(String text) {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The number that {@code text} is, or {@code otherwise}. */
    static long parse(String text, long otherwise) {
        return isInteger(text) ? Long.parseLong(text) : otherwise;
    }
}

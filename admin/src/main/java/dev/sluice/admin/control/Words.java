package dev.sluice.admin.control;

/** Makes text of a client or a server fit to stand in an error line. */
final class Words {
    private static final int MAX_QUOTED = 64;
    private static final int MAX_LINE = 2_000;

    private Words() {}

    /** What a client sent, shortened and without control characters. */
    static String quotable(String word) {
        return line(word.length() > MAX_QUOTED ? word.substring(0, MAX_QUOTED) + "..." : word);
    }

    /** Text on one line of bounded length. */
    static String line(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return oneLine.length() > MAX_LINE ? oneLine.substring(0, MAX_LINE) + "..." : oneLine;
    }
}

package dev.sluice.it.transparency;

/** Bytes for a person to read. */
final class Escaped {
    private static final int MOST_CHARS = 600;

    private Escaped() {}

    /** Control characters and bytes beyond ASCII escaped, the middle of something long left out. */
    static String text(String bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '\r') {
                text.append("\\r");
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\x%02x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.length() <= MOST_CHARS
                ? text.toString()
                : text.substring(0, MOST_CHARS / 2) + "...(" + bytes.length() + " bytes)..."
                        + text.substring(text.length() - MOST_CHARS / 4);
    }
}

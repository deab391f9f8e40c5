package dev.sluice.node;

import java.util.Collection;

/**
 * Makes a server's error fit for an exception, a status or a log. Servers echo what they were sent: an unknown command with
 * its first arguments ({@code ERR unknown command 'AUTH', with args beginning with: 'secret'}, commandCheckExistence in
 * server.c), Redis 6.2 a refused CONFIG SET value ({@code Invalid argument 'secret' for CONFIG SET 'masterauth'}, config.c).
 */
public final class ErrorText {
    /** Longest text kept, in characters; the rest is cut and marked. */
    static final int MAX_LENGTH = 300;

    private static final String ECHO = ", with args beginning with:";

    private ErrorText() {}

    /**
     * The server's words on one line, without echoed arguments, without {@code secrets}, bounded in length.
     *
     * @param secrets texts that must not appear; empty ones are ignored
     */
    public static String of(String serverError, Collection<String> secrets) {
        int echo = serverError.indexOf(ECHO);
        String text = echo < 0 ? serverError : serverError.substring(0, echo);
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                text = text.replace(secret, "***");
            }
        }
        text = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}

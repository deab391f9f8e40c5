package dev.sluice.admin.cli;

import java.util.Set;

/** An error that the control port answered. */
final class ErrorReply extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Set<String> AUTH_CODES = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    private final String code;

    /** @param line the error as it came: its code, a blank, its words */
    ErrorReply(String line) {
        super(line.substring(line.indexOf(' ') + 1));
        int blank = line.indexOf(' ');
        code = blank < 0 ? "ERR" : line.substring(0, blank);
    }

    String code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    int exitCode() {
        return AUTH_CODES.contains(code) ? ExitCode.NOT_ALLOWED : ExitCode.REFUSED;
    }
}

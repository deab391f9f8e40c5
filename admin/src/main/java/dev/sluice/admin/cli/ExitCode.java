package dev.sluice.admin.cli;

/** What a verb's exit tells a script; documented in docs/commands.md. */
public final class ExitCode {
    /** Done, or answered. */
    public static final int OK = 0;

    /** Refused, aborted, failed, or a preflight that did not pass. */
    public static final int REFUSED = 1;

    /** Wrong words on the command line. */
    public static final int USAGE = 2;

    /** The control port cannot be reached, left, or is not Sluice's. */
    public static final int UNREACHABLE = 3;

    /** The password is missing or wrong, or its role may not do this. */
    public static final int NOT_ALLOWED = 4;

    private ExitCode() {}
}

package dev.sluice.app;

/** Exit codes of the commands that are not asked of a control port; those of the others stand with them, with the same meaning. */
final class ExitCodes {
    static final int OK = 0;
    /** Refused, aborted, or could not start. */
    static final int FAILED = 1;
    /** Wrong options or settings. */
    static final int USAGE = 2;

    private ExitCodes() {}
}

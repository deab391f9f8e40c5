package dev.sluice.cutover.journal;

/** Why the journal cannot be opened, read or written, and what the operator can do. */
public final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    public JournalException(String message) {
        super(message);
        this.message = message;
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}

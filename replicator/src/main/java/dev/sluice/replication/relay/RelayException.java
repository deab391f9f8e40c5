package dev.sluice.replication.relay;

/** The replication port cannot be opened, in words for the operator. */
public final class RelayException extends Exception {
    private static final long serialVersionUID = 1L;

    RelayException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.sluice.replication.control;

/** What went wrong with the copy, in words for the operator, without secrets. */
public final class ReplicationException extends Exception {
    private static final long serialVersionUID = 1L;

    public ReplicationException(String message) {
        super(message);
    }

    public ReplicationException(String message, Throwable cause) {
        super(message, cause);
    }
}

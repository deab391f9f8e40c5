package dev.sluice.testservers;

/** A server could not be found, started or talked to; the message carries the end of its log where there is one. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}

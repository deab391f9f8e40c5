package dev.sluice.node.handshake;

import org.jspecify.annotations.Nullable;

/** A step of a handshake failed: names the step and the server's words, never the step's arguments. */
public final class HandshakeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String step;
    private final @Nullable String serverError;

    HandshakeException(String step, String message, @Nullable String serverError, @Nullable Throwable cause) {
        super(message, cause);
        this.step = step;
        this.serverError = serverError;
    }

    /** The command's name, {@code CLIENT SETNAME}. */
    public String step() {
        return step;
    }

    /** The server's error ({@code WRONGPASS ...}), or null when there was none: timeout, lost connection, malformed reply. */
    public @Nullable String serverError() {
        return serverError;
    }
}

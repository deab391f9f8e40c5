package dev.sluice.node.control;

import org.jspecify.annotations.Nullable;

/** A node refused a command or could not be asked: which node, which command, the server's words. Never a secret. */
public final class NodeCallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String serverError;

    NodeCallException(String message, @Nullable String serverError, @Nullable Throwable cause) {
        super(message, cause);
        this.serverError = serverError;
    }

    /** The server's error ({@code NOPERM ...}), or null when the node could not be asked or did not answer in time. */
    public @Nullable String serverError() {
        return serverError;
    }
}

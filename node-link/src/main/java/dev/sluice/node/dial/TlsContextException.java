package dev.sluice.node.dial;

import org.jspecify.annotations.Nullable;

/** The files that TLS settings name cannot be used; the message names the file. */
final class TlsContextException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsContextException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

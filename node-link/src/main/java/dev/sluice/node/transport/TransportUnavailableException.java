package dev.sluice.node.transport;

import dev.sluice.config.TransportKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The settings ask for a transport that this machine lacks. The message says why, and what to set instead. */
public final class TransportUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    TransportUnavailableException(TransportKind kind, @Nullable Throwable cause) {
        super(
                "sluice.transport is " + kind.word() + ", which this machine lacks (" + reason(cause) + "); set it to "
                        + TransportKind.AUTO.word() + " or " + TransportKind.NIO.word(),
                cause);
    }

    /** The innermost cause says it best: those around it tell how the library was searched for. */
    static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason given";
        }
        Throwable innermost = cause;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }
}

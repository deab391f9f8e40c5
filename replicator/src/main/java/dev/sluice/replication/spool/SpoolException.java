package dev.sluice.replication.spool;

import java.io.IOException;

/** The spool cannot take or give bytes, in words for the operator. The copy stops; clients are not concerned. */
public class SpoolException extends IOException {
    private static final long serialVersionUID = 1L;

    public SpoolException(String message) {
        super(message);
    }

    public SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}

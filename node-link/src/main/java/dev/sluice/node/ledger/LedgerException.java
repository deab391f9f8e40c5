package dev.sluice.node.ledger;

/** A change could not be written down, so it was not made (or, when it was put back, stays written down). */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1L;

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}

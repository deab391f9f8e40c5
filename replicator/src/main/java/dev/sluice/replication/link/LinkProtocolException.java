package dev.sluice.replication.link;

/** The node sent what no master sends; the connection is closed. */
final class LinkProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    LinkProtocolException(String message) {
        super(message, null, false, false);
    }
}

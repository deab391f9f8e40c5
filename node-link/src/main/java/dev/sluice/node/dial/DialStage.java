package dev.sluice.node.dial;

/** What a dial waits for. */
enum DialStage {
    RESOLVE("its name could not be resolved", ""),
    CERTIFICATES("the certificates of its TLS settings could not be read", ""),
    CONNECT("no answer to the connection request", ""),
    TLS("the TLS handshake was not finished", " (does the node speak TLS at this port?)");

    /** What did not happen, for the message of a timeout. */
    final String missing;
    /** What an operator may look at first, after the time. */
    final String hint;

    DialStage(String missing, String hint) {
        this.missing = missing;
        this.hint = hint;
    }
}

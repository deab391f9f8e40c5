package dev.sluice.node.dial;

/** What a dial waits for. */
enum DialStage {
    RESOLVE("its name could not be resolved"),
    CONNECT("no answer to the connection request"),
    TLS("the TLS handshake was not finished");

    /** What did not happen, for the message of a timeout. */
    final String missing;

    DialStage(String missing) {
        this.missing = missing;
    }
}

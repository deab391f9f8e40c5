package dev.sluice.proof.history;

/** What the client knows of an operation's end. */
public enum Outcome {
    /** A reply that is no error: it was applied, once. */
    ACKNOWLEDGED,
    /** An error reply that was expected: a fence refused a writer that goes around the proxy. It was not applied. */
    REFUSED,
    /** An error reply that should not have come. It was not applied. */
    ERROR,
    /** The connection was lost before the reply: it was applied once or not at all. */
    UNKNOWN
}

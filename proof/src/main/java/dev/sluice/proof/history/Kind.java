package dev.sluice.proof.history;

/** What an operation does, and so how it is found again. Every client writes to keys of its own, but for {@link #SHARED}. */
public enum Kind {
    /** INCR; the value is the reply. */
    COUNTER(true),
    /** APPEND of the sequence number; the value is the reply. */
    APPEND(true),
    /** RPUSH of the sequence number; the value is the reply. */
    LIST(true),
    /** XADD of the sequence number. */
    STREAM(true),
    /** HINCRBY by 1 of the field named by the sequence number; the value is the reply, 1 unless it was applied before. */
    HASH(true),
    /** MULTI, INCR, RPUSH of the sequence number, EXEC; the value is INCR's reply. */
    TRANSACTION(true),
    /** INCR of a counter of all clients; the sequence number is the counter's, the value is the reply. */
    SHARED(true),
    /** GET of the client's own counter; the value is the reply. */
    READ_COUNTER(false),
    /** LLEN of the client's own list; the value is the reply. */
    READ_LIST(false),
    /** GET of a counter of all clients; the sequence number is the counter's, the value is the reply. */
    READ_SHARED(false);

    private final boolean write;

    Kind(boolean write) {
        this.write = write;
    }

    public boolean isWrite() {
        return write;
    }
}

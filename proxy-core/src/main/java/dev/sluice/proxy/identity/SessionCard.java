package dev.sluice.proxy.identity;

/**
 * What is known of one session. Every method may be called from any thread, without a lock, and may tell what was true a
 * moment ago: an implementation returns values that are immutable and reads them from fields that are written by the
 * session's event loop only.
 */
public interface SessionCard {
    /** The virtual id, which the client gets for CLIENT ID: never repeated, and never an id that a node gives. */
    long id();

    /** The client's address, {@code host:port}, an IPv6 host in brackets. */
    String address();

    /** The address of Sluice that the client connected to, {@code host:port}. */
    String localAddress();

    /** When the client connected, in milliseconds of the epoch. */
    long connectedAtMillis();

    SessionProfile profile();

    SessionActivity activity();

    LanePlace lane();

    /** The letters that CLIENT LIST has for this session's state, in the servers' order; {@code N} for none. */
    default String flags() {
        return SessionFlags.of(this);
    }
}

package dev.sluice.proxy.session;

/** What waits. */
public enum HoldLevel {
    /** Nothing. */
    OPEN,
    /** Everything but plain reads, and with it whatever follows it in its session. */
    WRITES,
    /** Everything. */
    ALL
}

package dev.sluice.proxy.lane;

/** Whom a lane serves. */
public enum LaneKind {
    /** Every session of the event loop that has no state of its own. */
    SHARED("shared"),
    /** One pinned session. */
    OWN("own"),
    /** Nobody yet: dialled in advance. */
    SPARE("spare");

    private final String word;

    LaneKind(String word) {
        this.word = word;
    }

    /** The word of metrics and of {@code sluice clients}. */
    public String word() {
        return word;
    }
}

package dev.sluice.proxy.lane;

/** Why a session has a lane of its own. */
public enum PinReason {
    /** Inside MULTI, or with a WATCH set. */
    TRANSACTION("transaction"),
    /** A blocking command is not answered yet. */
    BLOCKED("blocked"),
    /** WAIT or WAITAOF is not answered yet. */
    WAIT("wait"),
    SUBSCRIBED("subscribed"),
    /** Client-side caching is on. */
    TRACKING("tracking"),
    MONITOR("monitor"),
    /** Another mode of the connection is set: NO-EVICT, NO-TOUCH, READONLY and their like. */
    MODE("mode"),
    /** SCRIPT DEBUG has been used. */
    DEBUGGING("debugging"),
    /** It identifies itself in a way that no lane has been opened with yet. */
    LOGIN("login"),
    /** It sends something larger than {@code sluice.limits.stream-threshold}. */
    LARGE_REQUEST("large-request"),
    /** It was answered by more than {@code sluice.limits.large-reply} not long ago. */
    LARGE_REPLY("large-reply"),
    /** It reads more slowly than it is answered. */
    SLOW_READER("slow-reader"),
    /** What it told the node could not be followed. */
    UNREADABLE_STATE("unreadable-state"),
    /** {@code sluice.lanes = dedicated}. */
    DEDICATED("dedicated");

    private final String word;

    PinReason(String word) {
        this.word = word;
    }

    /** As metrics and the list of clients say it. */
    public String word() {
        return word;
    }
}

package dev.sluice.proxy.lane;

/** Why a session has a lane of its own. The words are those of metrics, of {@code sluice clients} and of the gate's blockers. */
public enum PinReason {
    /** In MULTI, or with watched keys. */
    TRANSACTION("transaction"),
    /** In a command that waits for data. */
    BLOCKED("blocked"),
    /** WAIT or WAITAOF speaks of the writes that its own connection carried. */
    WAIT("wait"),
    SUBSCRIBED("subscribed"),
    /** Client-side caching is on. */
    TRACKING("tracking"),
    MONITOR("monitor"),
    /** CLIENT REPLY OFF or SKIP. */
    REPLY_MODE("reply-mode"),
    /** A mode that the node keeps for each connection: NO-EVICT, NO-TOUCH, READONLY and their like. */
    MODE("mode"),
    DEBUGGING("debugging"),
    LARGE_REQUEST("large-request"),
    LARGE_REPLY("large-reply"),
    /** The client does not take its replies as fast as the node sends them. */
    SLOW_READER("slow-reader"),
    /** A change of state could not be followed. */
    UNREADABLE_STATE("unreadable-state"),
    /** The setting {@code lanes = dedicated}. */
    DEDICATED("dedicated");

    private final String word;

    PinReason(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}

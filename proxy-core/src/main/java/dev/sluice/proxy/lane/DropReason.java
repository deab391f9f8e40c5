package dev.sluice.proxy.lane;

/** Why Sluice itself closed the connection of a client. */
public enum DropReason {
    /** It left more replies untaken than one client may. */
    SLOW_READER("slow-reader"),
    /** All clients together had reached the limit of buffered bytes, and this one had most of them. */
    BUFFER_LIMIT("buffer-limit");

    private final String word;

    DropReason(String word) {
        this.word = word;
    }

    /** As metrics and the log say it. */
    public String word() {
        return word;
    }
}

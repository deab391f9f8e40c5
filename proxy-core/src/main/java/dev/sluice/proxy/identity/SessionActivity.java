package dev.sluice.proxy.identity;

/**
 * What a session is doing. Immutable.
 *
 * @param lastCommandMillis when its last command came, in milliseconds of the epoch; when it connected, before the first
 * @param lastCommand full name in lower case, as {@code client|list}; empty before the first
 * @param outstanding commands without a reply
 * @param queued commands queued in MULTI; -1 outside of it
 * @param channels subscribed channels
 * @param patterns subscribed patterns
 * @param shardChannels subscribed shard channels
 * @param modes letters that CLIENT LIST has for the modes that are set, in this order: {@code B} (tracking broadcasts),
 *     {@code r} (READONLY), {@code e} (NO-EVICT), {@code T} (NO-TOUCH)
 * @param redirect virtual id of the session that invalidations go to; 0 for this one, -1 without tracking
 */
public record SessionActivity(
        long lastCommandMillis,
        String lastCommand,
        int outstanding,
        int queued,
        int channels,
        int patterns,
        int shardChannels,
        String modes,
        long redirect) {

    /** Of a session without state whose last command came at that time. */
    public static SessionActivity plain(long lastCommandMillis, String lastCommand, int outstanding) {
        return new SessionActivity(lastCommandMillis, lastCommand, outstanding, -1, 0, 0, 0, "", -1);
    }

    boolean subscribed() {
        return channels > 0 || patterns > 0 || shardChannels > 0;
    }
}

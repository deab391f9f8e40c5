package dev.sluice.proof.dataset;

/**
 * What a key holds.
 *
 * @param type as TYPE names it
 * @param digest of the value's meaning: elements in order where order means something, streams with their groups,
 *     consumers and pending entries
 * @param expiresAtMs milliseconds since 1970; {@link #NEVER} without a time to live
 */
public record KeyImage(String type, Digest digest, long expiresAtMs) {
    public static final long NEVER = -1;

    /** 128 bits of a SHA-256. */
    public record Digest(long high, long low) {}
}

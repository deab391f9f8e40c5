package dev.sluice.replication.position;

import org.jspecify.annotations.Nullable;

/**
 * {@code PSYNC <replid> <next>}: what a replica asks for.
 *
 * @param replid the history it knows, null for {@code ?}: it has nothing and wants a full copy
 * @param next offset of the first byte it lacks, -1 together with a null replid
 */
public record PsyncRequest(@Nullable String replid, long next) {
    /** {@code PSYNC ? -1}. */
    public static final PsyncRequest FULL = new PsyncRequest(null, -1);

    /** Asks for everything after a position. */
    public static PsyncRequest after(Position position) {
        return new PsyncRequest(position.replid(), position.offset() + 1);
    }

    /** The last position the replica has; null when it asks for a full copy. */
    public @Nullable Position position() {
        return replid == null ? null : new Position(replid, Math.max(0, next - 1));
    }

    /** First argument on the wire. */
    public String replidText() {
        return replid == null ? "?" : replid;
    }
}

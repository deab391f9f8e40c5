package dev.sluice.replication.position;

import java.util.ArrayList;
import java.util.List;

/**
 * The ids of one stream of bytes: the current one, and those it had before with the last offset that belongs to each. A server
 * keeps one former id ({@code master_replid2}, {@code second_repl_offset}); a spool may span several changes and keeps
 * {@value #MAX_PREVIOUS}. Immutable.
 *
 * @param previous newest first, so their offsets fall
 */
public record History(String replid, List<Position> previous) {
    /** Older ids are forgotten: a replica that still holds one needs a full copy. */
    public static final int MAX_PREVIOUS = 8;

    public History {
        ReplicationIds.require(replid);
        previous = List.copyOf(previous);
    }

    public static History of(String replid) {
        return new History(replid, List.of());
    }

    /** The same bytes up to {@code end}, and from there on those of another id: a failover, or a promotion. */
    public History continuedAs(String newReplid, long end) {
        if (newReplid.equals(replid)) {
            return this;
        }
        List<Position> ids = new ArrayList<>();
        ids.add(new Position(replid, end));
        for (Position old : previous) {
            if (ids.size() < MAX_PREVIOUS && !old.replid().equals(newReplid)) {
                ids.add(old);
            }
        }
        return new History(newReplid, ids);
    }

    /** Whether a replica that stands at this position has bytes of this history only. */
    public boolean contains(Position at) {
        if (at.replid().equals(replid)) {
            return true;
        }
        for (Position old : previous) {
            if (at.replid().equals(old.replid())) {
                return at.offset() <= old.offset();
            }
        }
        return false;
    }
}

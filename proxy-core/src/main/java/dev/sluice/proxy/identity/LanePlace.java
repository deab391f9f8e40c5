package dev.sluice.proxy.identity;

import dev.sluice.proxy.lane.LaneKind;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's commands go. Immutable.
 *
 * @param kind null while it has no lane
 * @param pinned why the lane is its own, in the words of {@link dev.sluice.proxy.lane.PinReason}; null when it is not
 * @param nodeId the id that the node gave the lane, when it is the session's own and the id is known; otherwise 0
 */
public record LanePlace(@Nullable LaneKind kind, @Nullable String pinned, long nodeId) {

    public static final LanePlace NONE = new LanePlace(null, null, 0);
    public static final LanePlace SHARED = new LanePlace(LaneKind.SHARED, null, 0);

    public static LanePlace own(String pinned, long nodeId) {
        return new LanePlace(LaneKind.OWN, pinned, nodeId);
    }

    /** {@code shared}, {@code own} or {@code none}. */
    public String word() {
        return kind == null ? "none" : kind.word();
    }

    boolean isOwn() {
        return kind == LaneKind.OWN;
    }
}

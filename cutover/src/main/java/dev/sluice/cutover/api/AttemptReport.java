package dev.sluice.cutover.api;

import dev.sluice.cutover.port.Gate.PauseReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param kind {@code cutover}, {@code rollback} or {@code dry-run}
 * @param committed whether the route changed
 * @param reason why it was aborted; null when it was not
 * @param phases in order, with what each took
 * @param finalOffset of the node that was left; -1 when it was not reached
 * @param moved sessions by kind
 * @param heldFrom when the first session was told to hold, by Sluice's clock; null when nothing was held
 * @param heldUntil when the last one was released
 */
public record AttemptReport(
        String kind,
        long epoch,
        boolean committed,
        @Nullable String reason,
        List<PhaseTime> phases,
        PauseReport pause,
        long finalOffset,
        Map<String, Integer> moved,
        @Nullable Instant heldFrom,
        @Nullable Instant heldUntil,
        List<String> notes) {

    public record PhaseTime(String name, double ms) {}
}

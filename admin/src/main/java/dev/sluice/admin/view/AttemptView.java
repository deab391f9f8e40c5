package dev.sluice.admin.view;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.AttemptReport.PhaseTime;
import dev.sluice.cutover.port.Gate.Pause;
import dev.sluice.cutover.port.Gate.PauseReport;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to CUTOVER and ROLLBACK, and {@code last_attempt} of STATUS. */
public final class AttemptView {
    private AttemptView() {}

    public static Map<String, Object> of(AttemptReport report) {
        return new Fields()
                .add("kind", report.kind())
                .add("outcome", report.reason() == null ? "completed" : "aborted")
                .add("reason", report.reason())
                .add("epoch", report.epoch())
                .add("final_offset", report.finalOffset())
                .add("pause", pause(report.pause()))
                .add("hold_from", text(report.heldFrom()))
                .add("hold_until", text(report.heldUntil()))
                .add("phases", report.phases().stream().map(AttemptView::phase).toList())
                .add("moved", report.moved())
                .add("notes", report.notes())
                .map();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static Map<String, Object> phase(PhaseTime phase) {
        return new Fields()
                .add("name", phase.name())
                .addMillis("ms", phase.ms())
                .map();
    }

    private static Map<String, Object> pause(PauseReport report) {
        return new Fields()
                .addMillis(
                        "max_ms",
                        Math.max(report.writes().maxMs(), report.reads().maxMs()))
                .add("writes", pause(report.writes()))
                .add("reads", pause(report.reads()))
                .map();
    }

    private static Map<String, Object> pause(Pause pause) {
        return new Fields()
                .add("commands", pause.commands())
                .addMillis("p50_ms", pause.p50Ms())
                .addMillis("p99_ms", pause.p99Ms())
                .addMillis("max_ms", pause.maxMs())
                .map();
    }
}

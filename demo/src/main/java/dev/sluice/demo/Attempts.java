package dev.sluice.demo;

import dev.sluice.demo.SluiceUnderTest.Attempt;
import dev.sluice.demo.report.DemoReport.AttemptMs;
import dev.sluice.demo.report.DemoReport.PhaseMs;
import dev.sluice.proof.measure.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was tried so far, and when clients were held. */
final class Attempts {
    static final String CUTOVER = "cutover";
    static final String ROLLBACK = "rollback";

    private final List<AttemptMs> attempts = new ArrayList<>();
    private final List<Window> holds = new ArrayList<>();

    /**
     * Notes an attempt that has just ended.
     *
     * @param begin when it was asked for
     */
    void add(String kind, Attempt attempt, Instant begin, Instant end, double ms) {
        List<PhaseMs> phases = attempt.phases().stream()
                .map(phase -> new PhaseMs(phase.name(), phase.ms()))
                .toList();
        attempts.add(new AttemptMs(kind, attempt.committed(), attempt.reason(), ms, phases));
        Instant hold = attempt.firstHold() == null ? begin : attempt.firstHold();
        Instant release = attempt.lastRelease() == null ? end : attempt.lastRelease();
        holds.add(Window.between(hold, release));
    }

    List<AttemptMs> all() {
        return List.copyOf(attempts);
    }

    List<Window> holds() {
        return List.copyOf(holds);
    }

    /** The phases of the last attempt that was committed; none if none was. */
    List<PhaseMs> phases() {
        List<PhaseMs> last = List.of();
        for (AttemptMs attempt : attempts) {
            last = attempt.committed() ? attempt.phases() : last;
        }
        return last;
    }
}

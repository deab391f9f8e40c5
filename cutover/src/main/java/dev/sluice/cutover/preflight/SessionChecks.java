package dev.sluice.cutover.preflight;

import dev.sluice.cutover.port.Gate.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/** Sessions that a cutover would be refused for if it were asked for now. */
public final class SessionChecks {
    private static final int NAMED = 5;

    private SessionChecks() {}

    static void check(Findings findings, List<Blocker> blockers) {
        if (blockers.isEmpty()) {
            findings.ok("sessions", "none stands in the way of a cutover");
        } else {
            findings.warn("sessions", describe(blockers), "a cutover is refused until they are done or closed");
        }
    }

    /** The first few in words: {@code #12 10.0.0.7:40112 (worker) is blocked}. */
    public static String describe(List<Blocker> blockers) {
        String named =
                blockers.stream().limit(NAMED).map(SessionChecks::describe).collect(Collectors.joining("; "));
        return blockers.size() > NAMED ? named + "; and " + (blockers.size() - NAMED) + " more" : named;
    }

    private static String describe(Blocker blocker) {
        String name = blocker.name().isEmpty() ? "" : " (" + blocker.name() + ")";
        return "session #" + blocker.session() + " " + blocker.address() + name + ": " + blocker.reason();
    }
}

package dev.sluice.cutover.api;

import java.util.List;

/** Every check with its outcome. The migration may start only when none failed. */
public record PreflightReport(List<Check> checks) {

    public boolean passed() {
        return checks.stream().noneMatch(check -> check.outcome() == Outcome.FAIL);
    }

    /**
     * @param name one word or two, stable ({@code source.role}, {@code target.empty})
     * @param found what was seen
     * @param advice what to do; empty when all is well
     */
    public record Check(String name, Outcome outcome, String found, String advice) {}

    public enum Outcome {
        OK,
        WARN,
        FAIL
    }
}

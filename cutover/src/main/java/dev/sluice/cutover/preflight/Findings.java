package dev.sluice.cutover.preflight;

import dev.sluice.cutover.api.PreflightReport.Check;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Collects outcomes in order. */
final class Findings {
    private final List<Check> checks = new ArrayList<>();

    void ok(String name, String found) {
        checks.add(new Check(name, Outcome.OK, found, ""));
    }

    void warn(String name, String found, String advice) {
        checks.add(new Check(name, Outcome.WARN, found, advice));
    }

    void fail(String name, String found, String advice) {
        checks.add(new Check(name, Outcome.FAIL, found, advice));
    }

    /** OK with what was found, or FAIL with the advice. */
    void require(boolean holds, String name, String found, String advice) {
        if (holds) {
            ok(name, found);
        } else {
            fail(name, found, advice);
        }
    }

    List<Check> list() {
        return List.copyOf(checks);
    }
}

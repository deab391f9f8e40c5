package dev.sluice.admin.view;

import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.api.PreflightReport.Check;
import java.util.Locale;
import java.util.Map;

/** The answer to PREFLIGHT. */
public final class PreflightView {
    private PreflightView() {}

    public static Map<String, Object> of(PreflightReport report) {
        return new Fields()
                .add("passed", report.passed())
                .add(
                        "checks",
                        report.checks().stream().map(PreflightView::check).toList())
                .map();
    }

    private static Map<String, Object> check(Check check) {
        return new Fields()
                .add("name", check.name())
                .add("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                .add("found", check.found())
                .add("advice", check.advice())
                .map();
    }
}

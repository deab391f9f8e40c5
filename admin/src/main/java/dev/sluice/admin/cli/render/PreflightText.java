package dev.sluice.admin.cli.render;

import java.util.List;

/** Every check of preflight, with advice where there is some. */
public final class PreflightText {
    private static final int OUTCOME = 6;
    private static final int NAME = 27;

    private PreflightText() {}

    public static String of(Tree report, Style style) {
        Page page = new Page();
        List<Tree> checks = report.trees("checks");
        checks.forEach(check -> check(page, check, style));
        long failed = checks.stream()
                .filter(check -> check.text("outcome").equals("fail"))
                .count();
        String of = Units.count(checks.size(), "check", "checks");
        page.line("");
        page.line(
                report.flag("passed")
                        ? style.good("preflight passed") + ": " + of
                        : style.bad("preflight failed") + ": " + failed + " of " + of);
        return page.toString();
    }

    private static void check(Page page, Tree check, Style style) {
        String outcome = check.text("outcome");
        Page lines = new Page();
        lines.indented(Page.fit(outcome, OUTCOME) + Page.fit(check.text("name"), NAME), check.text("found"));
        if (!check.text("advice").isEmpty()) {
            lines.indented(" ".repeat(OUTCOME) + "-> ", check.text("advice"));
        }
        // Painted after the lines are laid out: colours have no width.
        page.line(paint(outcome, style) + lines.toString().substring(outcome.length()));
    }

    private static String paint(String outcome, Style style) {
        return switch (outcome) {
            case "ok" -> style.good(outcome);
            case "warn" -> style.notable(outcome);
            default -> style.bad(outcome);
        };
    }
}

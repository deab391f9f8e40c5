package dev.sluice.admin.cli.render;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an attempt ended: the outcome, what clients waited, what each phase took. */
public final class AttemptText {
    private static final int BAR = 40;

    private AttemptText() {}

    public static String of(Tree attempt, Style style) {
        Page page = new Page();
        page.line(headline(attempt, style));
        if (!attempt.text("reason").isEmpty()) {
            page.field("reason", attempt.text("reason"));
        }
        phases(page, attempt.trees("phases"), style);
        Tree pause = attempt.tree("pause");
        page.field("writes", pause(pause.tree("writes")));
        page.field("reads", pause(pause.tree("reads")));
        if (!attempt.text("hold_from").isEmpty()) {
            page.field("held", attempt.text("hold_from") + " to " + attempt.text("hold_until"));
        }
        if (attempt.number("final_offset") >= 0) {
            page.field("offset", "final " + attempt.number("final_offset"));
        }
        if (!attempt.tree("moved").isEmpty()) {
            page.field("moved", moved(attempt.tree("moved")));
        }
        attempt.texts("notes").forEach(note -> page.field("note", note));
        return page.toString();
    }

    /** {@code cutover completed, epoch 4, longest pause 12.75 ms}. */
    static String headline(Tree attempt, Style style) {
        String outcome = attempt.text("outcome");
        return "%s %s, epoch %d, longest pause %s"
                .formatted(
                        attempt.text("kind"),
                        outcome.equals("completed") ? style.good(outcome) : style.bad(outcome),
                        attempt.number("epoch"),
                        Units.millis(attempt.tree("pause").decimal("max_ms")));
    }

    private static String moved(Tree moved) {
        return moved.map().entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", ", "sessions: ", ""));
    }

    private static void phases(Page page, List<Tree> phases, Style style) {
        if (phases.isEmpty()) {
            return;
        }
        double longest =
                phases.stream().mapToDouble(phase -> phase.decimal("ms")).max().orElse(0);
        page.line(style.faint(Page.fit("phase", 16) + String.format(Locale.ROOT, "%10s", "ms")));
        for (Tree phase : phases) {
            double ms = phase.decimal("ms");
            int filled = longest <= 0 ? 0 : (int) Math.ceil(ms / longest * BAR);
            page.line(
                    Page.fit(phase.text("name"), 16) + String.format(Locale.ROOT, "%10.2f  ", ms) + "#".repeat(filled));
        }
    }

    private static String pause(Tree pause) {
        long commands = pause.number("commands");
        if (commands <= 0) {
            return "none was held";
        }
        return "%d held, p50 %s, p99 %s, longest %s"
                .formatted(
                        commands,
                        Units.millis(pause.decimal("p50_ms")),
                        Units.millis(pause.decimal("p99_ms")),
                        Units.millis(pause.decimal("max_ms")));
    }
}

package dev.sluice.demo.screen;

import dev.sluice.demo.screen.Board.Mark;
import dev.sluice.demo.screen.Board.Step;
import dev.sluice.demo.screen.Board.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A board as lines of text, none wider than {@link #WIDTH}. */
final class ScreenText {
    static final int WIDTH = 79;

    private static final int BAR = 20;
    private static final int NAME = 26;

    private ScreenText() {}

    static List<String> lines(View view) {
        List<String> lines = new ArrayList<>();
        String clock = String.format(Locale.ROOT, "%d:%02d", view.millis() / 60_000, view.millis() / 1_000 % 60);
        lines.add(" " + pad(view.title(), WIDTH - 2 - clock.length()) + clock);
        lines.add("-".repeat(WIDTH));
        view.steps().forEach(step -> lines.add(cut(step(step))));
        lines.add("-".repeat(WIDTH));
        view.footer().forEach(line -> lines.add(cut(" " + line).stripTrailing()));
        return lines;
    }

    /** One step as one line, as it also stands in plain output. */
    static String step(Step step) {
        String time = step.mark() == Mark.WAITING ? "" : String.format(Locale.ROOT, "%6.1f s", step.millis() / 1_000.0);
        String bar = step.fraction() < 0 ? "" : bar(step.fraction()) + "  ";
        return (" " + sign(step.mark()) + "  " + pad(step.name(), NAME) + pad(time, 8) + "  " + bar + step.text())
                .stripTrailing();
    }

    static String bar(double fraction) {
        int full = (int) Math.round(Math.max(0, Math.min(1, fraction)) * BAR);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    private static String sign(Mark mark) {
        return switch (mark) {
            case WAITING -> "  ";
            case RUNNING -> ">>";
            case DONE -> "ok";
            case FAILED -> "!!";
        };
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text.substring(0, width) : text + " ".repeat(width - text.length());
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
    }
}

package dev.sluice.demo.screen;

import dev.sluice.demo.screen.Board.Mark;
import dev.sluice.demo.screen.Board.Step;
import dev.sluice.demo.screen.Board.View;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** One line when a step ends, and every few seconds one about the step that runs. */
final class PlainScreen implements Screen {
    private static final long EVERY_MS = 5_000;

    private final PrintStream out;
    private final List<Mark> told = new ArrayList<>();
    private long nextMs = EVERY_MS;
    private boolean titled;

    PlainScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(View view) {
        if (!titled && !view.title().isEmpty()) {
            out.println(view.title());
            titled = true;
        }
        boolean due = view.millis() >= nextMs;
        for (int i = 0; i < view.steps().size(); i++) {
            Step step = view.steps().get(i);
            if (told.size() <= i) {
                told.add(Mark.WAITING);
            }
            boolean ended = step.mark() == Mark.DONE || step.mark() == Mark.FAILED;
            if ((ended && told.get(i) != step.mark()) || (due && step.mark() == Mark.RUNNING)) {
                out.println(ScreenText.step(step));
                told.set(i, step.mark());
            }
        }
        if (due) {
            view.footer().forEach(line -> out.println("      " + line.stripTrailing()));
            nextMs = view.millis() + EVERY_MS;
        }
        out.flush();
    }

    @Override
    public void end(View view) {
        show(view);
    }
}

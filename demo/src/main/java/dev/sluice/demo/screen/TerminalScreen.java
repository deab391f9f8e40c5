package dev.sluice.demo.screen;

import dev.sluice.demo.screen.Board.View;
import java.io.PrintStream;
import java.util.List;

/** Redraws in place: goes back up over what it drew, and clears each line before it is written again. */
final class TerminalScreen implements Screen {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_LINE = ESCAPE + "2K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final PrintStream out;
    private int drawn;

    TerminalScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(View view) {
        List<String> lines = ScreenText.lines(view);
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append(ESCAPE).append(drawn).append('A');
        }
        lines.forEach(line -> text.append(CLEAR_LINE).append(line).append('\n'));
        text.append(CLEAR_BELOW);
        drawn = lines.size();
        out.print(text);
        out.flush();
    }

    @Override
    public void end(View view) {
        show(view);
        drawn = 0;
    }
}

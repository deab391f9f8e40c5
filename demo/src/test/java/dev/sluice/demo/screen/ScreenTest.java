package dev.sluice.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Board board = new Board(List.of("load the source", "copy", "verify"), nanos::get);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldShowStepsWithTimeAndProgress() {
        board.title("redis 6.2.7 -> redis 7.0.15");
        board.next();
        pass(2_000);
        board.done("10 keys");
        board.next();
        pass(500);
        board.progress(0.5, "41.2 MB");
        board.footer("state COPYING");

        List<String> lines = ScreenText.lines(board.view());

        assertThat(lines).allMatch(line -> line.length() < 80);
        assertThat(lines.get(0)).startsWith(" redis 6.2.7 -> redis 7.0.15").endsWith("0:02");
        assertThat(lines)
                .contains(
                        " ok  load the source              2.0 s  10 keys",
                        " >>  copy                         0.5 s  [##########----------]  41.2 MB",
                        "     verify",
                        " state COPYING");
    }

    @Test
    void shouldCutWhatIsTooWide() {
        board.next();
        board.progress(-1, "x".repeat(200));

        assertThat(ScreenText.lines(board.view())).allMatch(line -> line.length() < 80);
        assertThat(ScreenText.bar(-3)).isEqualTo("[--------------------]");
        assertThat(ScreenText.bar(7)).isEqualTo("[####################]");
    }

    @Test
    void shouldRedrawInPlaceOnATerminal() {
        TerminalScreen screen = new TerminalScreen(out);
        screen.show(board.view());
        bytes.reset();

        screen.show(board.view());

        assertThat(text()).startsWith("\u001b[6A\u001b[2K").endsWith("\u001b[J");
    }

    @Test
    void shouldTellEachStepOnceInPlainLines() {
        PlainScreen screen = new PlainScreen(out);
        board.next();
        screen.show(board.view());
        board.done("10 keys");
        screen.show(board.view());
        screen.show(board.view());
        board.next();
        pass(6_000);
        board.footer("state COPYING");
        screen.show(board.view());
        screen.show(board.view());
        board.failed("refused");
        screen.end(board.view());

        assertThat(text().lines())
                .containsExactly(
                        " ok  load the source              0.0 s  10 keys",
                        " >>  copy                         6.0 s",
                        "      state COPYING",
                        " !!  copy                         6.0 s  refused");
        assertThat(text()).doesNotContain("\u001b");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}

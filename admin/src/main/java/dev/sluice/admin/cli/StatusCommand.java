package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.StatusText;
import dev.sluice.admin.cli.render.Tree;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: once, or again and again in place. */
@Command(name = "status", description = "Shows the state of the migration.")
final class StatusCommand extends ClientCommand {
    private static final String TO_TOP = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Ticker ticker;

    @Option(names = "--watch", description = "Shows it again and again, until interrupted.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            description = "Between two looks (default: 1s).")
    private Duration interval = Duration.ofSeconds(1);

    /** Waits between two looks. */
    interface Ticker {
        /** Returns false when there is to be no other look. */
        boolean await(Duration interval);
    }

    StatusCommand(Setting setting, Ticker ticker) {
        super(setting);
        this.ticker = ticker;
    }

    @Override
    int run(Control control) throws IOException, ErrorReply {
        boolean redraw = watch && !json() && terminal().canRedraw();
        String start = redraw ? CLEAR : "";
        do {
            Object answer = control.call(Control.QUICK, "STATUS");
            show(answer, redraw ? start + inPlace(answer) : text(answer));
            start = "";
        } while (watch && ticker.await(interval));
        return ExitCode.OK;
    }

    private String text(@Nullable Object answer) {
        Tree status = Tree.of(answer);
        return watch
                ? StatusText.line(status) + "\n"
                : StatusText.of(status, terminal().style());
    }

    /** Over the look before, line by line, so that nothing flickers. */
    private String inPlace(@Nullable Object answer) {
        String page = StatusText.of(Tree.of(answer), terminal().style());
        return TO_TOP + page.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW;
    }
}

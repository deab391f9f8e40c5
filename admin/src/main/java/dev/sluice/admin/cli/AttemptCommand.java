package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.AttemptText;
import dev.sluice.admin.cli.render.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A verb that moves the clients, and answers with a report when the attempt has ended. */
abstract class AttemptCommand extends ClientCommand {
    @Option(
            names = "--max-pause",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            description = "How long any command may be held, such as 500ms or 1s; longer aborts.")
    private @Nullable Duration maxPause;

    @Option(
            names = "--max-lag",
            paramLabel = "BYTES",
            converter = Quantities.Size.class,
            description = "Lag above which it is refused, such as 4096 or 1m.")
    private @Nullable Long maxLag;

    AttemptCommand(Setting setting) {
        super(setting);
    }

    /** The verb and what only it knows. */
    abstract List<String> verb();

    @Override
    final int run(Control control) throws IOException, ErrorReply {
        List<String> words = new ArrayList<>(verb());
        if (maxPause != null) {
            words.add("MAXPAUSE");
            words.add(String.valueOf(maxPause.toMillis()));
        }
        if (maxLag != null) {
            words.add("MAXLAG");
            words.add(String.valueOf(maxLag));
        }
        try {
            return report(control.call(Control.UNTIL_DONE, words.toArray(String[]::new)));
        } catch (ErrorReply e) {
            return aborted(control, e);
        }
    }

    /** The report of an aborted attempt is in the status. */
    private int aborted(Control control, ErrorReply error) throws IOException, ErrorReply {
        if (!error.code().equals("ABORTED")) {
            throw error;
        }
        Tree last = Tree.of(control.call(Control.QUICK, "STATUS")).tree("last_attempt");
        if (!last.text("outcome").equals("aborted")) {
            throw error;
        }
        return report(last.map());
    }

    private int report(@Nullable Object answer) {
        Tree attempt = Tree.of(answer);
        show(answer, AttemptText.of(attempt, terminal().style()));
        return attempt.text("outcome").equals("completed") ? ExitCode.OK : ExitCode.REFUSED;
    }
}

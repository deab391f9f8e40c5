package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.EventText;
import dev.sluice.admin.cli.render.Tree;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code events}. */
@Command(name = "events", description = "Shows what happened, the newest last.")
final class EventsCommand extends ClientCommand {
    @Option(names = "--count", paramLabel = "N", description = "How many of the newest (default: 20).")
    private int count = 20;

    EventsCommand(Setting setting) {
        super(setting);
    }

    @Override
    int run(Control control) throws IOException, ErrorReply {
        Object answer = control.call(Control.QUICK, "EVENTS", String.valueOf(count));
        List<Tree> events =
                answer instanceof List<?> list ? list.stream().map(Tree::of).toList() : List.of();
        show(answer, EventText.of(events));
        return ExitCode.OK;
    }
}

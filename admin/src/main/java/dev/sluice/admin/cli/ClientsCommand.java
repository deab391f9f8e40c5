package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.ClientsText;
import dev.sluice.admin.cli.render.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clients}. */
@Command(name = "clients", description = "Shows the connected clients, those with a lane of their own first.")
final class ClientsCommand extends ClientCommand {
    @Option(names = "--pinned", description = "Only those that have a lane of their own.")
    private boolean pinned;

    @Option(names = "--limit", paramLabel = "N", description = "How many to list (default: 100, at most 10000).")
    private int limit = 100;

    ClientsCommand(Setting setting) {
        super(setting);
    }

    @Override
    int run(Control control) throws IOException, ErrorReply {
        List<String> words = new ArrayList<>(List.of("CLIENTS", "LIMIT", String.valueOf(limit)));
        if (pinned) {
            words.add("PINNED");
        }
        Object answer = control.call(Control.QUICK, words.toArray(String[]::new));
        show(
                answer,
                ClientsText.of(
                        Tree.of(answer), terminal().interactive(), terminal().style()));
        return ExitCode.OK;
    }
}

package dev.sluice.admin.cli;

import dev.sluice.admin.cli.render.PreflightText;
import dev.sluice.admin.cli.render.Tree;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code preflight}. */
@Command(name = "preflight", description = "Checks both nodes and what stands in the way; changes nothing.")
final class PreflightCommand extends ClientCommand {
    PreflightCommand(Setting setting) {
        super(setting);
    }

    @Override
    int run(Control control) throws IOException, ErrorReply {
        Object answer = control.call(Control.UNTIL_DONE, "PREFLIGHT");
        Tree report = Tree.of(answer);
        show(answer, PreflightText.of(report, terminal().style()));
        return report.flag("passed") ? ExitCode.OK : ExitCode.REFUSED;
    }
}

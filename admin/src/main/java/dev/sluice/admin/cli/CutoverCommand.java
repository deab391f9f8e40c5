package dev.sluice.admin.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cutover}. */
@Command(name = "cutover", description = "Moves every client to the target; returns when the attempt has ended.")
final class CutoverCommand extends AttemptCommand {
    @Option(names = "--dry-run", description = "Hold, drain and release only: says what pause to expect.")
    private boolean dryRun;

    CutoverCommand(Setting setting) {
        super(setting);
    }

    @Override
    List<String> verb() {
        return dryRun ? List.of("CUTOVER", "DRYRUN") : List.of("CUTOVER");
    }
}

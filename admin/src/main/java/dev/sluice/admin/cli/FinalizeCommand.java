package dev.sluice.admin.cli;

import picocli.CommandLine.Command;

/** {@code finalize}. */
@Command(name = "finalize", description = "Gives the way back up; settings on the nodes are put back.")
final class FinalizeCommand extends VerbCommand {
    FinalizeCommand(Setting setting) {
        super(setting, "the migration is final");
    }

    @Override
    String[] words() {
        return new String[] {"FINALIZE"};
    }
}

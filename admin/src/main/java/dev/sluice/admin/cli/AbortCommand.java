package dev.sluice.admin.cli;

import picocli.CommandLine.Command;

/** {@code abort}. */
@Command(name = "abort", description = "Ends a running attempt that is not decided yet.")
final class AbortCommand extends VerbCommand {
    AbortCommand(Setting setting) {
        super(setting, "the attempt is aborted");
    }

    @Override
    String[] words() {
        return new String[] {"ABORT"};
    }
}

package dev.sluice.admin.cli;

import picocli.CommandLine.Command;

/** {@code shutdown}. */
@Command(name = "shutdown", description = "Stops Sluice.")
final class ShutdownCommand extends VerbCommand {
    ShutdownCommand(Setting setting) {
        super(setting, "Sluice stops");
    }

    @Override
    String[] words() {
        return new String[] {"SHUTDOWN"};
    }
}

package dev.sluice.admin.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code rollback}. */
@Command(name = "rollback", description = "Moves every client back to the source; returns when the attempt has ended.")
final class RollbackCommand extends AttemptCommand {
    RollbackCommand(Setting setting) {
        super(setting);
    }

    @Override
    List<String> verb() {
        return List.of("ROLLBACK");
    }
}

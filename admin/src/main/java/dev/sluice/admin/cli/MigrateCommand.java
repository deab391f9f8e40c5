package dev.sluice.admin.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code migrate start} and {@code migrate stop}. */
@Command(name = "migrate", description = "Starts the copy, or ends it.", synopsisSubcommandLabel = "(start | stop)")
final class MigrateCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private MigrateCommand() {}

    static CommandLine of(ClientCommand.Setting setting) {
        return new CommandLine(new MigrateCommand())
                .addSubcommand(new Start(setting))
                .addSubcommand(new Stop(setting));
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "say start or stop");
    }

    @Command(name = "start", description = "Checks both nodes, then starts the copy; returns when it has started.")
    static final class Start extends VerbCommand {
        @Option(names = "--replace-target", description = "Replace a target that holds data.")
        private boolean replace;

        Start(Setting setting) {
            super(setting, "the copy has started");
        }

        @Override
        String[] words() {
            return replace ? new String[] {"MIGRATE", "START", "REPLACE"} : new String[] {"MIGRATE", "START"};
        }
    }

    @Command(name = "stop", description = "Ends the copy; the target keeps what it has, settings are put back.")
    static final class Stop extends VerbCommand {
        Stop(Setting setting) {
            super(setting, "the copy has ended");
        }

        @Override
        String[] words() {
            return new String[] {"MIGRATE", "STOP"};
        }
    }
}

package dev.sluice.admin.cli;

import dev.sluice.admin.cli.ClientCommand.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The verbs that ask a running Sluice, for the program's command line to mount. */
public final class ClientCommands {
    private static final String[] EXIT_CODES = {
        "0:done", "1:refused, aborted or failed", "2:wrong usage", "3:no control port reached", "4:password or role"
    };

    private ClientCommands() {}

    /** Each with its name; to be added by {@link CommandLine#addSubcommand(Object)}. Exit codes: {@link ExitCode}. */
    public static List<CommandLine> all() {
        return all(Terminal.system());
    }

    /** The same for another terminal than the process's own. */
    public static List<CommandLine> all(Terminal terminal) {
        return all(new Setting(terminal, ControlConnection::open), ClientCommands::sleep);
    }

    static List<CommandLine> all(Setting setting, StatusCommand.Ticker ticker) {
        return Stream.of(
                        new CommandLine(new StatusCommand(setting, ticker)),
                        new CommandLine(new PreflightCommand(setting)),
                        MigrateCommand.of(setting),
                        new CommandLine(new CutoverCommand(setting)),
                        new CommandLine(new AbortCommand(setting)),
                        new CommandLine(new RollbackCommand(setting)),
                        new CommandLine(new FinalizeCommand(setting)),
                        new CommandLine(new ClientsCommand(setting)),
                        new CommandLine(new EventsCommand(setting)),
                        new CommandLine(new ShutdownCommand(setting)))
                .map(ClientCommands::describe)
                .toList();
    }

    private static CommandLine describe(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(EXIT_CODES))
                .width(80);
        command.getSubcommands().values().forEach(ClientCommands::describe);
        return command;
    }

    private static boolean sleep(Duration interval) {
        try {
            Thread.sleep(interval.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

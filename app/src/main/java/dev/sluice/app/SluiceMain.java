package dev.sluice.app;

import dev.sluice.admin.cli.ClientCommands;
import dev.sluice.app.log.LogConfigurator;
import dev.sluice.app.wiring.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Each verb is a class of its own; this one only mounts them. */
@Command(
        name = "sluice",
        description = "Moves a live Redis or Valkey database to another server while its clients go on working.",
        mixinStandardHelpOptions = true,
        versionProvider = SluiceMain.VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, RunCommand.class, CheckCommand.class, WarmUpCommand.class})
public final class SluiceMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    public static void main(String[] args) {
        quietUnlessServing(args);
        System.exit(commandLine().execute(args));
    }

    /** Only a Sluice that runs has something to tell in a log; the others answer on standard output. */
    private static void quietUnlessServing(String[] args) {
        boolean serving = args.length > 0 && (args[0].equals("run") || args[0].equals("warm-up"));
        if (!serving && System.getenv(LogConfigurator.LEVEL) == null) {
            System.setProperty(LogConfigurator.LEVEL, "error");
        }
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SluiceMain()).setUsageHelpWidth(80);
        ClientCommands.all().forEach(command -> line.addSubcommand(command));
        return line;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }

    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"sluice " + Version.text()};
        }
    }
}

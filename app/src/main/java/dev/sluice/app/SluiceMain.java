package dev.sluice.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Each verb is a class of its own; this one only mounts them. */
@Command(
        name = "sluice",
        description = "Moves a live Redis or Valkey database to another server while its clients go on working.",
        mixinStandardHelpOptions = true,
        versionProvider = SluiceMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class SluiceMain implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SluiceMain()).setUsageHelpWidth(80);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SluiceMain.class.getPackage().getImplementationVersion();
            return new String[] {"sluice " + (version == null ? "development" : version)};
        }
    }
}

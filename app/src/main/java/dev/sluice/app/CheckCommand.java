package dev.sluice.app;

import dev.sluice.admin.cli.ClientCommands;
import dev.sluice.admin.cli.ExitCode;
import dev.sluice.app.wiring.SluiceApplication;
import dev.sluice.app.wiring.StartException;
import dev.sluice.config.ControlSettings;
import dev.sluice.config.Endpoint;
import dev.sluice.config.HttpSettings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.load.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code sluice check}: the settings and both nodes, without serving anybody. A Sluice of its own, on ports and in a directory
 * that nobody else uses, is asked for its preflight; so what is checked is what would run, beside one that runs already.
 */
@Command(
        name = "check",
        description = "Validates the settings, connects to both nodes, prints preflight; changes nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CheckCommand implements Callable<Integer> {
    private static final Endpoint ANYWHERE = new Endpoint("127.0.0.1", 0);

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @CommandLine.Option(names = "--json", description = "For a program.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        SluiceSettings settings;
        try {
            settings = options.load(System.getenv());
        } catch (SettingsException wrong) {
            err.println("sluice: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
        try (TemporaryDirectory state = TemporaryDirectory.create("sluice-check");
                SluiceApplication sluice = SluiceApplication.start(apart(settings, state))) {
            CommandLine preflight = ClientCommands.all().stream()
                    .filter(command -> command.getCommandName().equals("preflight"))
                    .findFirst()
                    .orElseThrow();
            String control = sluice.control().toString();
            return json ? preflight.execute("--control", control, "--json") : preflight.execute("--control", control);
        } catch (StartException failed) {
            err.println("sluice: " + failed.getMessage());
            return ExitCode.REFUSED;
        }
    }

    private static SluiceSettings apart(SluiceSettings settings, TemporaryDirectory state) {
        return new SluiceSettings(
                ANYWHERE,
                settings.listenTls(),
                settings.source(),
                settings.target(),
                settings.replication(),
                settings.cutover(),
                settings.lanes(),
                settings.transport(),
                settings.refusedCommands(),
                settings.limits(),
                new ControlSettings(ANYWHERE, null, null),
                new HttpSettings(ANYWHERE, null),
                state.path());
    }
}

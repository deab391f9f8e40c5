package dev.sluice.app;

import dev.sluice.admin.cli.ExitCode;
import dev.sluice.app.wiring.SluiceApplication;
import dev.sluice.app.wiring.StartException;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.load.SettingsException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice run}: the proxy, until it is told to stop. */
@Command(
        name = "run",
        description = "Runs the proxy. With --source and --target no file is needed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = java.util.Objects.requireNonNull(spec).commandLine().getErr();
        SluiceSettings settings;
        try {
            settings = options.load(System.getenv());
        } catch (SettingsException wrong) {
            err.println("sluice: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
        try (SluiceApplication sluice = SluiceApplication.start(settings)) {
            Thread stop = new Thread(sluice::close, "sluice-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            err.println("sluice: clients " + sluice.clients() + ", control " + sluice.control() + ", http "
                    + sluice.http() + ", serving from the "
                    + sluice.migration().status().active().word());
            sluice.awaitClosed();
            return ExitCode.OK;
        } catch (StartException failed) {
            err.println("sluice: " + failed.getMessage());
            return ExitCode.REFUSED;
        }
    }
}

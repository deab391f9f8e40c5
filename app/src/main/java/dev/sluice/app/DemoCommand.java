package dev.sluice.app;

import dev.sluice.admin.cli.ExitCode;
import dev.sluice.admin.cli.Terminal;
import dev.sluice.demo.Demo;
import dev.sluice.demo.DemoOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice demo}: a live migration between two real servers, proven from the outside. */
@Command(
        name = "demo",
        description = "Migrates a database under load between two real servers and proves that nothing was lost.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Keys loaded before Sluice starts (default: ${DEFAULT-VALUE}).")
    private int keys = DemoOptions.DEFAULT_KEYS;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Clients that write and read through Sluice (default: ${DEFAULT-VALUE}).")
    private int clients = DemoOptions.DEFAULT_CLIENTS;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long they do, in all (default: ${DEFAULT-VALUE}).")
    private int seconds = DemoOptions.DEFAULT_SECONDS;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Writes the report as JSON too.")
    private @Nullable Path report;

    @Option(names = "--round-trip", description = "Rolls back and cuts over once more.")
    private boolean roundTrip;

    @Option(names = "--source-bin", paramLabel = "FILE", description = "The source's server, instead of Redis 6.2.")
    private @Nullable Path sourceBinary;

    @Option(names = "--target-bin", paramLabel = "FILE", description = "The target's server, instead of Redis 7.0.")
    private @Nullable Path targetBinary;

    @Option(names = "--source", paramLabel = "URI", description = "A running, empty server as the source.")
    private @Nullable String source;

    @Option(names = "--target", paramLabel = "URI", description = "A running, empty server as the target.")
    private @Nullable String target;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        DemoOptions options;
        try {
            options = new DemoOptions(
                    keys,
                    clients,
                    Duration.ofSeconds(seconds),
                    DemoOptions.DEFAULT_OPERATIONS_PER_SECOND,
                    report,
                    roundTrip,
                    sourceBinary,
                    targetBinary,
                    source,
                    target,
                    Terminal.system().canRedraw());
        } catch (IllegalArgumentException wrong) {
            err.println("sluice demo: " + wrong.getMessage());
            return ExitCode.USAGE;
        }
        return Demo.run(options, new SluiceInProcess(), System.out);
    }
}

package dev.sluice.app;

import dev.sluice.admin.cli.ExitCode;
import dev.sluice.app.wiring.SluiceApplication;
import dev.sluice.app.wiring.StartException;
import dev.sluice.config.Endpoint;
import dev.sluice.config.load.SettingsException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code sluice warm-up}: what {@code sluice run} does until it serves, on ports of its own and before two stand-ins, then ends.
 * The launcher lets the JVM note down the classes that this needs and keeps them in an archive, from which later starts are
 * faster and smaller.
 */
@Command(name = "warm-up", hidden = true, description = "Starts, serves one client, and ends.")
final class WarmUpCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Integer call() throws IOException, StartException, SettingsException {
        try (TemporaryDirectory state = TemporaryDirectory.create("sluice-warm-up");
                StandInNode source = StandInNode.start();
                StandInNode target = StandInNode.start()) {
            Run run = new Run();
            new CommandLine(run)
                    .parseArgs(
                            "--source=" + source.uri(),
                            "--target=" + target.uri(),
                            "--listen=127.0.0.1:0",
                            "--control=127.0.0.1:0",
                            "--http=127.0.0.1:0",
                            "--replication=127.0.0.1:0",
                            "--state-dir=" + state.path());
            try (SluiceApplication sluice = SluiceApplication.start(run.options.load(Map.of()))) {
                use(sluice);
            }
        }
        return ExitCode.OK;
    }

    private static void use(SluiceApplication sluice) throws IOException {
        ask(
                sluice.clients(),
                "*1\r\n$4\r\nPING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n",
                "+OK\r\n+OK\r\n".length());
        ask(sluice.control(), "*1\r\n$4\r\nPING\r\n", "+PONG\r\n".length());
        ask(sluice.http(), "GET /health/ready HTTP/1.1\r\nHost: sluice\r\n\r\n", "HTTP/1.1".length());
        ask(sluice.http(), "GET /metrics HTTP/1.1\r\nHost: sluice\r\n\r\n", "HTTP/1.1".length());
    }

    /** @param bytes of the answer to wait for */
    private static void ask(Endpoint endpoint, String text, int bytes) throws IOException {
        try (Socket socket = new Socket(endpoint.host(), endpoint.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().readNBytes(bytes).length < bytes) {
                throw new IOException(endpoint + " does not answer");
            }
        }
    }

    /** The options of {@code run}. */
    @Command
    private static final class Run {
        @Mixin
        private SettingsOptions options = new SettingsOptions();
    }
}

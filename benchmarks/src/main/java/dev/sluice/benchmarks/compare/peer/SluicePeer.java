package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.testservers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sluice, through its launcher and runnable jar, with everything on that is on by default. */
record SluicePeer(String name, String settings) implements PeerKind {
    private static final String IO_URING = "sluice-io_uring";
    private static final int MAX_CLIENTS = 100_000;

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public boolean byDefault() {
        return !name.equals(IO_URING);
    }

    @Override
    public StartedPeer start(Stage stage) {
        int port = Ports.free();
        Path file = stage.file("sluice.conf", configuration(stage, port));
        Path launcher = stage.launcher();
        if (!Files.isExecutable(launcher)) {
            throw new BenchmarkException("no launcher at " + launcher + "; start through benchmarks/run");
        }
        // The launcher replaces itself by Java, so the process keeps its number.
        return new Launch(name, port, file)
                .version(List.of(launcher.toString(), "--version"), "(\\d\\S+)")
                .start(List.of(launcher.toString(), "run", "--config", file.toString()));
    }

    private String configuration(Stage stage, int port) {
        return """
                sluice {
                  %s
                  listen { host = "127.0.0.1", port = %d }
                  source { uri = "%s" }
                  target { uri = "%s" }
                  replication { listen { host = "127.0.0.1", port = %d } }
                  control { port = %d }
                  http { port = %d }
                  limits { event-loops = %d, max-clients = %d }
                  state-dir = "%s"
                }
                """.formatted(
                        settings,
                        port,
                        stage.source().uri(),
                        stage.target().uri(),
                        Ports.free(),
                        Ports.free(),
                        Ports.free(),
                        stage.eventLoops(),
                        MAX_CLIENTS,
                        stage.directory("state"));
    }
}

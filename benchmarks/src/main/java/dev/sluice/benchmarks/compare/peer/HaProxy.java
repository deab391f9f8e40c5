package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.Command;
import dev.sluice.testservers.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** HAProxy in TCP mode: a connection to the server for every client. As many threads as Sluice has event loops. */
final class HaProxy implements PeerKind {
    private static final String EXECUTABLE = "haproxy";

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public Optional<String> missing() {
        return Command.find(EXECUTABLE).isPresent()
                ? Optional.empty()
                : Optional.of("not installed (Debian: apt install haproxy)");
    }

    @Override
    public StartedPeer start(Stage stage) {
        int port = Ports.free();
        Path file = stage.file("haproxy.cfg", configuration(stage, port));
        Path executable = Command.find(EXECUTABLE).orElseThrow();
        // -db: in the foreground, without a master process.
        return new Launch(name(), port, file)
                .version(List.of(executable.toString(), "-v"), "version (\\S+)")
                .start(List.of(executable.toString(), "-db", "-f", file.toString()));
    }

    private static String configuration(Stage stage, int port) {
        return """
                global
                  maxconn %d
                  nbthread %d
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 1h
                  timeout server 1h
                listen redis
                  bind 127.0.0.1:%d backlog 4096
                  server source 127.0.0.1:%d
                """.formatted(
                stage.maxClients(), stage.eventLoops(), port, stage.source().port());
    }
}

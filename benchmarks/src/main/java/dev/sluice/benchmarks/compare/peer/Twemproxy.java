package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.Command;
import dev.sluice.testservers.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** twemproxy: all clients share one connection to the server. It has one thread, whatever Sluice has. */
final class Twemproxy implements PeerKind {
    private static final String EXECUTABLE = "nutcracker";

    @Override
    public String name() {
        return "twemproxy";
    }

    @Override
    public Optional<String> missing() {
        return Command.find(EXECUTABLE).isPresent()
                ? Optional.empty()
                : Optional.of("not installed (Debian: apt install nutcracker)");
    }

    @Override
    public StartedPeer start(Stage stage) {
        int port = Ports.free();
        Path file = stage.file("nutcracker.yml", configuration(stage, port));
        String executable = Command.find(EXECUTABLE).orElseThrow().toString();
        return new Launch(name(), port, file)
                .version(List.of(executable, "-V"), "nutcracker-(\\S+)")
                .start(List.of(
                        executable,
                        "--conf-file=" + file,
                        "--stats-addr=127.0.0.1",
                        "--stats-port=" + Ports.free(),
                        "--verbose=4"));
    }

    private static String configuration(Stage stage, int port) {
        return """
                redis:
                  listen: 127.0.0.1:%d
                  redis: true
                  hash: fnv1a_64
                  distribution: ketama
                  auto_eject_hosts: false
                  backlog: 4096
                  servers:
                   - 127.0.0.1:%d:1
                """.formatted(port, stage.source().port());
    }
}

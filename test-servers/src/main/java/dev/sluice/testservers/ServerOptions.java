package dev.sluice.testservers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to start a server. Immutable; each method returns changed options. The defaults: a free port on loopback, no
 * persistence, DEBUG allowed, and a full copy to a replica that starts at once.
 */
public final class ServerOptions {
    private static final ServerOptions DEFAULTS = new ServerOptions(0, "", List.of());

    private final int port;
    private final String password;
    private final List<String> lines;

    private ServerOptions(int port, String password, List<String> lines) {
        this.port = port;
        this.password = password;
        this.lines = lines;
    }

    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /** Lines of the configuration file, after the defaults and so before them in force: {@code maxmemory 100mb}. */
    public ServerOptions config(String... more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(List.of(more));
        return new ServerOptions(port, password, List.copyOf(all));
    }

    /** A password of the default user ({@code requirepass}); it becomes part of {@link RunningServer#uri()}. */
    public ServerOptions password(String newPassword) {
        return new ServerOptions(port, newPassword, lines);
    }

    /** A fixed port instead of a free one. */
    public ServerOptions port(int newPort) {
        return new ServerOptions(newPort, password, lines);
    }

    Optional<Integer> fixedPort() {
        return port == 0 ? Optional.empty() : Optional.of(port);
    }

    String password() {
        return password;
    }

    List<String> configFile(ServerBinary binary, int chosenPort, Path directory) {
        List<String> file = new ArrayList<>(List.of(
                "port " + chosenPort,
                "bind 127.0.0.1",
                "dir \"" + directory + "\"",
                "daemonize no",
                "save \"\"",
                "appendonly no",
                // The default of 5 s, from 7.0 on, waits for more replicas to come.
                "repl-diskless-sync-delay 0"));
        if (binary.isAtLeast("7.0")) {
            file.add("enable-debug-command local");
        }
        if (!password.isEmpty()) {
            file.add("requirepass \"" + password + "\"");
        }
        file.addAll(lines);
        return file;
    }
}

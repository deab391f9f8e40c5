package dev.sluice.testservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server process of ours on loopback, with a directory of its own. It ends and its files go when it is closed or the JVM
 * exits, by a signal too. Not thread-safe but for {@link #close()}.
 */
public final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final Duration START_DEADLINE = Duration.ofSeconds(15);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);
    private static final int LOG_TAIL_LINES = 40;
    private static final int PORT_ATTEMPTS = 3;

    private final ServerBinary binary;
    private final ServerOptions options;
    private final int port;
    private final ServerDirectory directory;
    private volatile ServerProcess process;

    private RunningServer(ServerBinary binary, ServerOptions options, int port, ServerDirectory directory)
            throws IOException {
        this.binary = binary;
        this.options = options;
        this.port = port;
        this.directory = directory;
        this.process = launch(binary, directory);
    }

    public static RunningServer start(ServerBinary binary) {
        return start(binary, ServerOptions.defaults());
    }

    /** Starts a server and waits until it answers. Fails with a {@link ServerException} that carries the end of its log. */
    public static RunningServer start(ServerBinary binary, ServerOptions options) {
        for (int attempt = 1; ; attempt++) {
            int port = options.fixedPort().orElseGet(Ports::free);
            RunningServer server = launch(binary, options, port);
            if (server.becomesReady()) {
                return server;
            }
            String log = server.log();
            server.close();
            boolean taken = log.contains("Address already in use")
                    && options.fixedPort().isEmpty();
            if (!taken || attempt == PORT_ATTEMPTS) {
                throw new ServerException(binary + " on port " + port + " did not start:\n" + log);
            }
        }
    }

    private static RunningServer launch(ServerBinary binary, ServerOptions options, int port) {
        ServerDirectory directory = ServerDirectory.create(binary, port);
        try {
            directory.writeConfig(options.configFile(binary, port, directory.path()));
            RunningServer server = new RunningServer(binary, options, port, directory);
            RunningServers.add(server);
            return server;
        } catch (IOException e) {
            directory.delete();
            throw new ServerException("cannot start " + binary + ": " + e.getMessage(), e);
        }
    }

    public ServerBinary binary() {
        return binary;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** {@code redis://127.0.0.1:port}, with the password where one was set. */
    public String uri() {
        String password = options.password();
        String user = password.isEmpty()
                ? ""
                : ":" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@";
        return "redis://" + user + host() + ":" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The server's own directory, for its RDB and AOF files; {@code server.conf} is in it. */
    public Path directory() {
        return directory.path();
    }

    /** The last lines of the server's log. */
    public String log() {
        return directory.logTail(LOG_TAIL_LINES);
    }

    /** SIGKILL: what the server holds in memory is gone, its connections are closed. */
    public void kill() {
        process.kill();
        process.awaitEnd(STOP_DEADLINE);
    }

    /** SIGTERM, and SIGKILL when that does not end it in 5 s. */
    public void stop() {
        thaw();
        process.terminate();
        if (!process.awaitEnd(STOP_DEADLINE)) {
            LOG.warn("{} on port {} does not stop, killing it", binary, port);
            kill();
        }
    }

    /** Ends it if it runs, and starts it again: same port, directory and configuration file. Waits until it answers. */
    public void restart() {
        if (isAlive()) {
            stop();
        }
        try {
            process = launch(binary, directory);
        } catch (IOException e) {
            throw new ServerException("cannot start " + binary + " again: " + e.getMessage(), e);
        }
        if (!becomesReady()) {
            throw new ServerException(binary + " on port " + port + " did not start again:\n" + log());
        }
    }

    /** SIGSTOP: the process stands still, its connections stay open. */
    public void freeze() {
        process.freeze();
    }

    /** SIGCONT, after {@link #freeze()}. */
    public void thaw() {
        if (isAlive()) {
            process.thaw();
        }
    }

    /** Kills the process and removes its files. May be called twice and from any thread. */
    @Override
    public void close() {
        RunningServers.remove(this);
        kill();
        directory.delete();
    }

    private static ServerProcess launch(ServerBinary binary, ServerDirectory directory) throws IOException {
        return binary.launcher().launch(directory.path(), directory.configFile(), directory.logFile());
    }

    private boolean becomesReady() {
        return Readiness.await(port, System.nanoTime() + START_DEADLINE.toNanos(), this::isAlive);
    }
}

package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Command;
import dev.sluice.benchmarks.compare.system.Machine;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import dev.sluice.testservers.ServerKit;
import dev.sluice.testservers.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the peers stand before: the server, a second one that Sluice is told as its target and nobody ever uses, and a scratch
 * directory. Not thread-safe.
 */
public final class Stage implements AutoCloseable {
    private static final int SPARE_FILES = 200;

    private final RunningServer source;
    private final RunningServer target;
    private final Path scratch;
    private final Path home;
    private final int openFiles;
    private final int eventLoops;

    private Stage(RunningServer source, RunningServer target, Path scratch, Path home, int openFiles, int eventLoops) {
        this.source = source;
        this.target = target;
        this.scratch = scratch;
        this.home = home;
        this.openFiles = openFiles;
        this.eventLoops = eventLoops;
    }

    /**
     * Starts the servers.
     *
     * @param server an executable; the newest Redis found if empty
     * @param home the project's directory, where the launcher is
     */
    public static Stage open(Optional<Path> server, Path home, Machine machine, int eventLoops) {
        ServerBinary binary = server.map(ServerKit::probe).orElseGet(Stage::newestRedis);
        ServerOptions options =
                ServerOptions.defaults().config("maxclients " + Math.min(100_000, machine.openFiles() - SPARE_FILES));
        try {
            Path scratch = Files.createTempDirectory("sluice-benchmark");
            // After a signal nothing else would.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(scratch), "remove-scratch"));
            return new Stage(
                    RunningServer.start(binary, options),
                    RunningServer.start(binary, options),
                    scratch,
                    home,
                    machine.openFiles(),
                    eventLoops);
        } catch (IOException e) {
            throw new BenchmarkException("no scratch directory: " + e.getMessage(), e);
        }
    }

    /** The same servers for proxies with another number of event loops. */
    public Stage withEventLoops(int count) {
        return new Stage(source, target, scratch, home, openFiles, count);
    }

    public RunningServer source() {
        return source;
    }

    RunningServer target() {
        return target;
    }

    public int eventLoops() {
        return eventLoops;
    }

    Path launcher() {
        return home.resolve("sluice");
    }

    /** The most clients that a proxy with a connection to the server for each client has descriptors for. */
    public int maxClients() {
        return (openFiles - SPARE_FILES) / 2;
    }

    /** A new file of that name in a directory of its own. */
    Path file(String name, String text) {
        try {
            return Files.writeString(directory("peer").resolve(name), text);
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + name + ": " + e.getMessage(), e);
        }
    }

    /** A new directory whose name begins like that. */
    Path directory(String prefix) {
        try {
            return Files.createTempDirectory(scratch, prefix);
        } catch (IOException e) {
            throw new BenchmarkException("cannot make a directory in " + scratch + ": " + e.getMessage(), e);
        }
    }

    /** Ends both servers and removes the scratch directory. */
    @Override
    public void close() {
        source.close();
        target.close();
        remove(scratch);
    }

    private static void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BenchmarkException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The newest Redis there is; of equal versions the one on the PATH, which is what people run. */
    private static ServerBinary newestRedis() {
        ServerBinary known = Stream.of("9", "8", "7", "6")
                .flatMap(line -> ServerKit.find(Family.REDIS, line).stream())
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("no redis-server found; there is: " + ServerKit.describe()));
        return Command.find(Family.REDIS.executable())
                .map(ServerKit::probe)
                .filter(installed -> installed.isAtLeast(known.version()))
                .orElse(known);
    }
}

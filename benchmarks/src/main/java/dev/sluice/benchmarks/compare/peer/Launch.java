package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Children;
import dev.sluice.benchmarks.compare.system.Command;
import dev.sluice.benchmarks.compare.system.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts a proxy on a loopback port and waits until it answers; its log stands beside its configuration file. */
final class Launch {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LOG_TAIL = 2_000;

    private final String name;
    private final int port;
    private final Path log;
    private String version = "";

    Launch(String name, int port, Path configuration) {
        this.name = name;
        this.port = port;
        this.log = configuration.resolveSibling("log");
    }

    /** Asks the program for its version; the expression's first group is it. */
    Launch version(List<String> command, String expression) {
        String text = Command.run(PATIENCE, command).text();
        Matcher matcher = Pattern.compile(expression).matcher(text);
        version = matcher.find() ? name + " " + matcher.group(1) : name;
        return this;
    }

    StartedPeer start(List<String> command) {
        long started = System.nanoTime();
        Process process = process(command);
        try {
            boolean answers = Reply.await("127.0.0.1", port, PATIENCE, process::isAlive);
            double millis = (System.nanoTime() - started) / 1e6;
            if (!answers) {
                throw new BenchmarkException(name + " did not start:\n" + logTail());
            }
            long rest = Processes.residentKb(process.pid());
            Peer peer = new Peer(name, version, "127.0.0.1", port, OptionalLong.of(process.pid()), millis, rest);
            return StartedPeer.of(peer, process);
        } catch (BenchmarkException e) {
            Children.end(process);
            throw e;
        }
    }

    private Process process(List<String> command) {
        try {
            return Children.start(
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
        } catch (IOException e) {
            throw new BenchmarkException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    private String logTail() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - LOG_TAIL));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}

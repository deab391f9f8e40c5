package dev.sluice.benchmarks.compare.count;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Children;
import dev.sluice.benchmarks.compare.system.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A program that observes a process until it is stopped, and then prints what it saw. */
final class Attached {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 5_000_000;

    private Attached() {}

    /**
     * Starts the observer, runs the action, stops the observer and returns all that it printed.
     *
     * @param ready a word in its output from which on it is at work
     * @param stop {@link #interrupt} or {@link #closeInput}
     */
    static String observe(List<String> command, String ready, Consumer<Process> stop, Runnable action) {
        try {
            Path output = Files.createTempFile("sluice-benchmark", ".out");
            try {
                Process process = Children.start(
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
                try {
                    awaitReady(process, output, ready);
                    action.run();
                    stop.accept(process);
                    awaitEnd(process);
                } finally {
                    Children.end(process);
                }
                return Files.readString(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new BenchmarkException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static void awaitReady(Process process, Path output, String ready) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(output).contains(ready)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new BenchmarkException(
                        "it may not be observed: " + Files.readString(output).strip());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Stops it by SIGINT. */
    static void interrupt(Process process) {
        Command.run(PATIENCE, List.of("kill", "-INT", Long.toString(process.pid())));
    }

    /** Stops it by the end of its standard input. */
    static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new BenchmarkException("cannot stop the observer: " + e.getMessage(), e);
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchmarkException("the observer does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}

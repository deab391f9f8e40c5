package dev.sluice.benchmarks.compare.system;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Other programs: whether they are installed, and what they print. */
public final class Command {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /** Where Debian keeps servers; not on every user's PATH. */
    private static final List<String> ELSEWHERE = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private Command() {}

    /** What a program printed on both its outputs, and how it ended. */
    public record Outcome(int exitCode, String text) {}

    /** The executable of that name on the PATH or in a directory of servers. */
    public static Optional<Path> find(String name) {
        String path = System.getenv("PATH");
        List<String> directories =
                SEPARATOR.splitAsStream(path == null ? "" : path).toList();
        return Stream.concat(directories.stream(), ELSEWHERE.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Runs a program to its end; one that takes longer than {@code limit} is killed, and that is an error. */
    public static Outcome run(Duration limit, List<String> command) {
        try {
            Path output = Files.createTempFile("sluice-benchmark", ".out");
            try {
                int exitCode = await(start(command, output), limit, command);
                return new Outcome(exitCode, Files.readString(output, StandardCharsets.ISO_8859_1));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new BenchmarkException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static Process start(List<String> command, Path output) throws IOException {
        return Children.start(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
    }

    private static int await(Process process, Duration limit, List<String> command) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new BenchmarkException(String.join(" ", command) + " did not end within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted while " + command.get(0) + " ran", e);
        } finally {
            Children.end(process);
        }
    }
}

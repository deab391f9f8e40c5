package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.report.TextFile;
import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Progress to standard error, results to standard output and into files. */
final class Output {
    /** Other work of more than this many processes is worth a warning. */
    private static final double BUSY = 0.5;

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;
    private final long startNanos = System.nanoTime();

    Output(Options options) {
        this.options = options;
        this.out = System.out;
        this.err = System.err;
    }

    /** A line with the minutes and seconds since the start. */
    void progress(String line) {
        long seconds = Duration.ofNanos(System.nanoTime() - startNanos).toSeconds();
        err.println(String.format(Locale.ROOT, "%d:%02d  %s", seconds / 60, seconds % 60, line));
    }

    void warnIfBusy(Machine machine) {
        if (machine.load() > BUSY) {
            progress(String.format(
                    Locale.ROOT, "the machine is busy (load average %.1f): figures will be too low", machine.load()));
        }
    }

    /**
     * The table, and the files that were asked for.
     *
     * @param json what goes into the JSON file
     * @param svg what goes into the plot
     */
    void write(List<String> lines, Object json, String svg) {
        write(lines, json);
        Path file = options.svg();
        if (file != null) {
            write(file, () -> TextFile.write(svg, file));
        }
    }

    /** The same where there is no plot. */
    void write(List<String> lines, Object json) {
        lines.forEach(out::println);
        Path file = options.json();
        if (file != null) {
            write(file, () -> TextFile.writeJson(json, file));
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void write(Path file, Writing writing) {
        try {
            writing.run();
            progress("wrote " + file);
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

package dev.sluice.benchmarks.compare.load;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code redis-benchmark --csv} prints: a line of names, then a line of figures for each test, all in quotes. */
final class BenchmarkCsv {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String HEADER = "\"test\"";

    private BenchmarkCsv() {}

    /** The figures of one test. What else was printed, such as warnings, is passed over; a missing line is an error. */
    static Figures figures(String text, Operation operation, long requests) {
        List<String> names = List.of();
        for (String line : text.lines().toList()) {
            if (line.startsWith(HEADER)) {
                names = fields(line);
            } else if (line.startsWith("\"" + operation.name()) && !names.isEmpty()) {
                List<String> values = fields(line);
                return new Figures(
                        requests,
                        value(names, values, "rps"),
                        value(names, values, "p50_latency_ms"),
                        value(names, values, "p99_latency_ms"));
            }
        }
        throw new BenchmarkException(
                "no figures from redis-benchmark (version 6.2 or newer is needed): " + text.strip());
    }

    private static double value(List<String> names, List<String> values, String name) {
        int at = names.indexOf(name);
        if (at < 0 || at >= values.size()) {
            throw new BenchmarkException("redis-benchmark tells no " + name + " (version 6.2 or newer is needed)");
        }
        return Double.parseDouble(values.get(at));
    }

    private static List<String> fields(String line) {
        return COMMA.splitAsStream(line)
                .map(field -> field.strip().replace("\"", ""))
                .toList();
    }
}

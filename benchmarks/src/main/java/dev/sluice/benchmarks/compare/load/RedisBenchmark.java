package dev.sluice.benchmarks.compare.load;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** redis-benchmark as a process of its own. All clients use one key, as it does unless told otherwise. */
final class RedisBenchmark implements Load {
    private static final String EXECUTABLE = "redis-benchmark";

    /** It tries for ever where nobody listens. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Override
    public Figures run(Workload workload, Operation operation, String host, int port, long requests) {
        long count = wholeGroups(workload, requests);
        Command.Outcome outcome = Command.run(LIMIT, command(workload, operation, host, port, count));
        if (outcome.exitCode() != 0) {
            throw new BenchmarkException(
                    "redis-benchmark failed: " + outcome.text().strip());
        }
        return BenchmarkCsv.figures(outcome.text(), operation, count);
    }

    /** Requests go out in pipelines, so a number that the pipeline divides is the number that is sent. */
    static long wholeGroups(Workload workload, long requests) {
        long groups = Math.max(1, (requests + workload.pipeline() - 1) / workload.pipeline());
        return groups * workload.pipeline();
    }

    static List<String> command(Workload workload, Operation operation, String host, int port, long requests) {
        List<String> command = new ArrayList<>(List.of(
                executable(),
                "-h",
                host,
                "-p",
                Integer.toString(port),
                "-t",
                operation.name().toLowerCase(Locale.ROOT),
                "-n",
                Long.toString(requests),
                "-c",
                Integer.toString(workload.clients()),
                "-P",
                Integer.toString(workload.pipeline()),
                "-d",
                Integer.toString(workload.valueBytes()),
                "--csv"));
        if (workload.threads() > 1) {
            command.addAll(List.of("--threads", Integer.toString(workload.threads())));
        }
        return command;
    }

    private static String executable() {
        return Command.find(EXECUTABLE)
                .orElseThrow(
                        () -> new BenchmarkException("redis-benchmark not found (Debian: apt install redis-tools)"))
                .toString();
    }
}

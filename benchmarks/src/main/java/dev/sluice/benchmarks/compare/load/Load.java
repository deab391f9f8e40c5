package dev.sluice.benchmarks.compare.load;

/** Makes load. Not thread-safe. */
public interface Load {
    /**
     * Sends that many requests to a loopback port, or a few more where they go in groups.
     *
     * @throws dev.sluice.benchmarks.compare.system.BenchmarkException if it could not; the reason is for a person
     */
    Figures run(Workload workload, Operation operation, String host, int port, long requests);
}

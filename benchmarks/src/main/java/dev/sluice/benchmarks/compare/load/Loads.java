package dev.sluice.benchmarks.compare.load;

/** Every tool, behind one interface. Not thread-safe. */
public final class Loads implements Load, AutoCloseable {
    private final RedisBenchmark benchmark = new RedisBenchmark();
    private final JedisLoad jedis = new JedisLoad();
    private final LettuceLoad lettuce = new LettuceLoad();

    @Override
    public Figures run(Workload workload, Operation operation, String host, int port, long requests) {
        Load load = switch (workload.tool()) {
            case REDIS_BENCHMARK -> benchmark;
            case JEDIS -> jedis;
            case LETTUCE -> lettuce;
        };
        return load.run(workload, operation, host, port, requests);
    }

    @Override
    public void close() {
        lettuce.close();
    }
}

package dev.sluice.benchmarks.compare.load;

/** What makes the load. */
public enum Tool {
    REDIS_BENCHMARK("redis-benchmark"),
    /** A pool of connections, each borrowed for one command. */
    JEDIS("Jedis"),
    /** One connection shared by all, commands sent without waiting for replies. */
    LETTUCE("Lettuce");

    private final String word;

    Tool(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}

package dev.sluice.benchmarks.compare.load;

import java.util.List;

/**
 * A kind of load.
 *
 * @param id short, for the command line
 * @param clients connections; for a client library those of its pool
 * @param pipeline commands that a client sends before it awaits replies
 * @param valueBytes of what is set and got
 * @param threads of the program that makes the load
 */
public record Workload(String id, Tool tool, int clients, int pipeline, int valueBytes, int threads) {
    private static final int SMALL = 64;
    private static final int JEDIS_THREADS = 8;
    private static final int LETTUCE_WINDOW = 128;

    /** What is measured unless told otherwise. */
    public static List<Workload> standard() {
        return List.of(
                benchmark("p1", 50, 1, SMALL),
                benchmark("p16", 50, 16, SMALL),
                benchmark("c500", 500, 1, SMALL),
                benchmark("4k", 50, 1, 4096),
                new Workload("threads", Tool.REDIS_BENCHMARK, 200, 1, SMALL, 2),
                new Workload("jedis", Tool.JEDIS, 50, 1, SMALL, JEDIS_THREADS),
                new Workload("lettuce", Tool.LETTUCE, 1, LETTUCE_WINDOW, SMALL, 1));
    }

    /** redis-benchmark with one thread. */
    public static Workload benchmark(String id, int clients, int pipeline, int valueBytes) {
        return new Workload(id, Tool.REDIS_BENCHMARK, clients, pipeline, valueBytes, 1);
    }

    /** In words, such as {@code 50 clients, pipeline 16, 64 B}. */
    public String title() {
        return switch (tool) {
            case REDIS_BENCHMARK ->
                plural(clients, "client") + ", pipeline " + pipeline + ", " + size(valueBytes)
                        + (threads > 1 ? ", " + threads + " threads" : "");
            case JEDIS -> "Jedis, pool of " + clients + ", " + threads + " threads, " + size(valueBytes);
            case LETTUCE ->
                "Lettuce, " + plural(clients, "connection") + ", " + pipeline + " in flight, " + size(valueBytes);
        };
    }

    /** A number of bytes in words, such as {@code 4 KB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024 ? bytes / 1024 + " KB" : bytes / 1024 / 1024 + " MB";
    }

    private static String plural(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}

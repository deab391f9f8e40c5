package dev.sluice.benchmarks.compare.load;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Threads that borrow a connection from Jedis' pool for each command, as applications do. The pool is filled before the time runs and
 * hands its connections out in turn, so that all of them are used; everything else is as Jedis comes.
 */
final class JedisLoad implements Load {
    private static final byte[] KEY = "key:jedis".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Figures run(Workload workload, Operation operation, String host, int port, long requests) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(workload.clients());
        pool.setMaxIdle(workload.clients());
        pool.setMinIdle(workload.clients());
        pool.setLifo(false);
        try (RedisClient client =
                RedisClient.builder().hostAndPort(host, port).poolConfig(pool).build()) {
            client.getPool().preparePool();
            byte[] value = new byte[workload.valueBytes()];
            client.set(KEY, value);
            Runnable request = operation == Operation.SET ? () -> client.set(KEY, value) : () -> client.get(KEY);
            return run(workload.threads(), request, requests);
        } catch (JedisException e) {
            throw new BenchmarkException("Jedis: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new BenchmarkException("Jedis could not fill its pool: " + e.getMessage(), e);
        }
    }

    private static Figures run(int threads, Runnable request, long requests) {
        Timings timings = new Timings();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(workers.submit(() -> repeat(request, requests / threads, timings)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return timings.figures(System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new BenchmarkException("Jedis: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private static void repeat(Runnable request, long times, Timings timings) {
        for (long i = 0; i < times; i++) {
            long sent = System.nanoTime();
            request.run();
            timings.record(System.nanoTime() - sent);
        }
    }
}

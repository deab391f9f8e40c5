package dev.sluice.benchmarks.compare.load;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One connection of Lettuce that sends without waiting, up to the workload's pipeline, and flushes each command as it comes. */
final class LettuceLoad implements Load, AutoCloseable {
    private static final byte[] KEY = "key:lettuce".getBytes(StandardCharsets.US_ASCII);
    private static final long LIMIT_SECONDS = 120;

    /** Kept over all runs: starting its threads is part of none. */
    private final RedisClient client = RedisClient.create();

    @Override
    public Figures run(Workload workload, Operation operation, String host, int port, long requests) {
        try (StatefulRedisConnection<byte[], byte[]> connection =
                client.connect(ByteArrayCodec.INSTANCE, RedisURI.create(host, port))) {
            byte[] value = new byte[workload.valueBytes()];
            connection.sync().set(KEY, value);
            return run(connection.async(), operation, value, workload.pipeline(), requests);
        } catch (RedisException e) {
            throw new BenchmarkException("Lettuce: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static Figures run(
            RedisAsyncCommands<byte[], byte[]> commands, Operation operation, byte[] value, int window, long requests)
            throws InterruptedException {
        Timings timings = new Timings();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Semaphore room = new Semaphore(window);
        long start = System.nanoTime();
        for (long i = 0; i < requests && failure.get() == null; i++) {
            await(room, 1);
            long sent = System.nanoTime();
            RedisFuture<?> reply = operation == Operation.SET ? commands.set(KEY, value) : commands.get(KEY);
            reply.whenComplete((ignored, error) -> {
                timings.record(System.nanoTime() - sent);
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                room.release();
            });
        }
        await(room, window);
        long took = System.nanoTime() - start;
        Throwable failed = failure.get();
        if (failed != null) {
            throw new BenchmarkException("Lettuce: " + failed.getMessage(), failed);
        }
        return timings.figures(took);
    }

    private static void await(Semaphore room, int permits) throws InterruptedException {
        if (!room.tryAcquire(permits, LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new BenchmarkException("Lettuce: no reply within " + LIMIT_SECONDS + " s");
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}

package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testservers.RunningServer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;

/**
 * Clients that increment a counter each: singly, in pipelines and in transactions, reading in between, on one connection that
 * is never opened again. What they were told is compared with what the servers have.
 */
final class IncrementLoad implements AutoCloseable {
    private static final int PIPELINE = 5;

    private final List<Thread> threads = new ArrayList<>();
    private final List<AtomicLong> acknowledged = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean running = true;

    IncrementLoad(InetSocketAddress proxy, int clients) {
        for (int i = 0; i < clients; i++) {
            String key = "counter" + i;
            AtomicLong count = new AtomicLong();
            acknowledged.add(count);
            Thread thread = new Thread(() -> run(proxy, key, count), key);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(InetSocketAddress proxy, String key, AtomicLong count) {
        try (Jedis client = new Jedis(proxy.getHostString(), proxy.getPort(), 10_000)) {
            for (int turn = 0; running; turn++) {
                switch (turn % 4) {
                    case 0 -> {
                        client.incr(key);
                        count.incrementAndGet();
                    }
                    case 1 -> pipeline(client, key, count);
                    case 2 -> transaction(client, key, count);
                    default -> client.get(key);
                }
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private static void pipeline(Jedis client, String key, AtomicLong count) {
        Pipeline pipeline = client.pipelined();
        for (int i = 0; i < PIPELINE; i++) {
            pipeline.incr(key);
            pipeline.get(key);
        }
        count.addAndGet(pipeline.syncAndReturnAll().stream()
                .filter(Long.class::isInstance)
                .count());
    }

    private static void transaction(Jedis client, String key, AtomicLong count) {
        Transaction transaction = client.multi();
        transaction.incr(key);
        transaction.incr(key);
        count.addAndGet(transaction.exec().size());
    }

    private long total() {
        return acknowledged.stream().mapToLong(AtomicLong::get).sum();
    }

    void awaitMore(long operations) {
        long goal = total() + operations;
        Awaitility.await().until(() -> total() >= goal || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    /** While nothing is outstanding: each counter, over both servers, is what its client was told. */
    void checkSum(RunningServer one, RunningServer other) {
        Awaitility.await().untilAsserted(() -> {
            try (Jedis first = new Jedis(one.host(), one.port());
                    Jedis second = new Jedis(other.host(), other.port())) {
                for (int i = 0; i < acknowledged.size(); i++) {
                    assertThat(value(first, "counter" + i) + value(second, "counter" + i))
                            .as("counter%d", i)
                            .isEqualTo(acknowledged.get(i).get());
                }
            }
        });
        assertThat(failures).isEmpty();
    }

    private static long value(Jedis client, String key) {
        String value = client.get(key);
        return value == null ? 0 : Long.parseLong(value);
    }

    /** Ends the load, and checks that nothing went wrong. */
    void stop() {
        close();
        assertThat(failures).isEmpty();
    }

    @Override
    public void close() {
        running = false;
        for (Thread thread : threads) {
            Awaitility.await().until(() -> !thread.isAlive());
        }
    }
}

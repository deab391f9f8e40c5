package dev.sluice.it.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testservers.RunningServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Clients that go straight to a node and count what it acknowledges. A refusal ends a client: it is no error. */
final class Writers {
    private final List<Thread> threads = new ArrayList<>();
    private final List<AtomicLong> acknowledged = new ArrayList<>();
    private final List<String> refusals = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopped;

    private Writers() {}

    static Writers against(RunningServer server, int number) {
        Writers writers = new Writers();
        for (int i = 0; i < number; i++) {
            writers.add(server, i);
        }
        return writers;
    }

    private void add(RunningServer server, int id) {
        AtomicLong count = new AtomicLong();
        acknowledged.add(count);
        try (Jedis jedis = Rig.connect(server)) {
            jedis.select(id % 3);
            String now = jedis.get("counter:" + id);
            count.set(now == null ? 0 : Long.parseLong(now));
        }
        Thread thread = new Thread(() -> write(server, id, count), "writer-" + id);
        threads.add(thread);
        thread.start();
    }

    private void write(RunningServer server, int id, AtomicLong count) {
        try (Jedis jedis = Rig.connect(server)) {
            jedis.select(id % 3);
            while (!stopped) {
                count.set(jedis.incr("counter:" + id));
                if (count.get() % 10 == 0) {
                    jedis.publish("channel", "noise");
                }
            }
        } catch (JedisException e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
    }

    long total() {
        return acknowledged.stream().mapToLong(AtomicLong::get).sum();
    }

    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Waits for the clients' end: they were refused, or told to stop. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Every acknowledged increment is there, and no other. */
    void assertExactAt(Jedis node) {
        for (int id = 0; id < acknowledged.size(); id++) {
            node.select(id % 3);
            String value = node.get("counter:" + id);
            assertThat(value == null ? 0 : Long.parseLong(value))
                    .as("counter of writer %d", id)
                    .isEqualTo(acknowledged.get(id).get());
        }
        node.select(0);
    }

    /** Tells the clients to stop, and waits for their end. */
    void stop() throws InterruptedException {
        stopped = true;
        join();
    }
}

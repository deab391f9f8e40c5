package dev.sluice.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RLock;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** Locks (scripts and messages), queues (blocking pops), topics, batches: all of them over Redisson's own pools. */
final class RedissonProgram implements ClientProgram {
    @Override
    public void run(String host, int port) throws Exception {
        Config config = new Config().setCodec(StringCodec.INSTANCE);
        config.useSingleServer()
                .setAddress("redis://" + host + ":" + port)
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(8);
        RedissonClient client = Redisson.create(config);
        try {
            locks(client);
            queues(client);
            topics(client);
            batches(client);
        } finally {
            client.shutdown(0, 5, TimeUnit.SECONDS);
        }
    }

    private static void locks(RedissonClient client) throws Exception {
        RLock lock = client.getLock("redisson:lock");
        CompletableFuture<Boolean> other;
        lock.lock();
        try {
            assertThat(lock.tryLock()).as("reentrant").isTrue();
            lock.unlock();
            // Whoever waits hears of the unlocking by a message.
            other = CompletableFuture.supplyAsync(() -> lockAndUnlock(lock));
            await().until(() -> waiters(client) > 0);
        } finally {
            lock.unlock();
        }
        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lock.isLocked()).isFalse();
    }

    private static boolean lockAndUnlock(RLock lock) {
        try {
            boolean got = lock.tryLock(10, TimeUnit.SECONDS);
            if (got) {
                lock.unlock();
            }
            return got;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long waiters(RedissonClient client) {
        return client.getTopic("redisson_lock__channel:{redisson:lock}").countSubscribers();
    }

    private static void queues(RedissonClient client) throws Exception {
        RBlockingQueue<String> queue = client.getBlockingQueue("redisson:queue");
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.poll(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(queue.offer("job")).isTrue();
        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo("job");
    }

    private static void topics(RedissonClient client) {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        RTopic topic = client.getTopic("redisson:topic");
        int listener = topic.addListener(String.class, (channel, message) -> got.add(message));
        IntStream.range(0, 50).forEach(i -> topic.publish("m" + i));
        await().until(() -> got.size() == 50);
        assertThat(got).contains("m0", "m49");
        topic.removeListener(listener);
    }

    private static void batches(RedissonClient client) {
        RBatch batch = client.createBatch();
        IntStream.range(0, 50)
                .forEach(i -> batch.getAtomicLong("redisson:count").incrementAndGetAsync());
        assertThat(batch.execute().getResponses()).hasSize(50);
        assertThat(client.getAtomicLong("redisson:count").get()).isEqualTo(50);
    }
}

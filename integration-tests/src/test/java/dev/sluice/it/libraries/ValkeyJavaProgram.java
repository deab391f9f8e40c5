package dev.sluice.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.valkey.DefaultJedisClientConfig;
import io.valkey.HostAndPort;
import io.valkey.Jedis;
import io.valkey.JedisPool;
import io.valkey.JedisPubSub;
import io.valkey.RedisProtocol;
import io.valkey.Transaction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A pool that speaks RESP3: transactions, scripts, messages and blocking pops. */
final class ValkeyJavaProgram implements ClientProgram {
    @Override
    public void run(String host, int port) throws Exception {
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP3)
                .clientName("valkey-java")
                .build();
        try (JedisPool pool = new JedisPool(new HostAndPort(host, port), config)) {
            IntStream.range(0, 100).parallel().forEach(i -> {
                try (Jedis client = pool.getResource()) {
                    client.hincrBy("vj:hash", "count", 1);
                }
            });
            try (Jedis client = pool.getResource()) {
                assertThat(client.hgetAll("vj:hash")).containsEntry("count", "100");
                assertThat(client.clientGetname()).isEqualTo("valkey-java");
                transactions(client);
                assertThat(client.eval("return {KEYS[1], ARGV[1]}", 1, "k", "a"))
                        .isEqualTo(List.of("k", "a"));
            }
            messages(pool);
            blocking(pool);
        }
    }

    private static void transactions(Jedis client) {
        client.watch("vj:watched");
        Transaction transaction = client.multi();
        transaction.zadd("vj:zset", 1.5, "a");
        transaction.zscore("vj:zset", "a");
        assertThat(transaction.exec()).containsExactly(1L, 1.5);
    }

    private static void messages(JedisPool pool) throws Exception {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        JedisPubSub subscriber = new JedisPubSub() {
            @Override
            public void onPMessage(String pattern, String channel, String message) {
                got.add(message);
            }
        };
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
            try (Jedis client = pool.getResource()) {
                client.psubscribe(subscriber, "vj:*");
            }
        });
        try (Jedis client = pool.getResource()) {
            await().until(() -> client.publish("vj:news", "first") == 1);
            IntStream.range(0, 50).forEach(i -> client.publish("vj:news", "m" + i));
        }
        await().until(() -> got.size() == 51);
        assertThat(got).startsWith("first", "m0").endsWith("m49");
        subscriber.punsubscribe();
        ended.get(10, TimeUnit.SECONDS);
    }

    private static void blocking(JedisPool pool) throws Exception {
        try (Jedis waiting = pool.getResource();
                Jedis pushing = pool.getResource()) {
            CompletableFuture<String> moved =
                    CompletableFuture.supplyAsync(() -> waiting.brpoplpush("vj:queue", "vj:done", 10));
            pushing.lpush("vj:queue", "job");
            assertThat(moved.get(10, TimeUnit.SECONDS)).isEqualTo("job");
        }
    }
}

package dev.sluice.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;

/** A pool, pipelines, transactions, scripts, messages and blocking pops. Its caching needs a Redis 7.4, which is not here. */
final class JedisProgram implements ClientProgram {
    @Override
    public void run(String host, int port) throws Exception {
        try (RedisClient client = RedisClient.create(host, port)) {
            pool(client);
            transactions(client);
            scripts(client);
            messages(client);
            blocking(client);
        }
    }

    private static void pool(RedisClient client) {
        IntStream.range(0, 200).parallel().forEach(i -> client.incr("jedis:count"));
        assertThat(client.get("jedis:count")).isEqualTo("200");
        try (Pipeline pipeline = client.pipelined()) {
            IntStream.range(0, 100).forEach(i -> pipeline.rpush("jedis:list", "v" + i));
            assertThat(pipeline.syncAndReturnAll()).hasSize(100).endsWith(100L);
        }
    }

    private static void transactions(RedisClient client) {
        try (AbstractTransaction transaction = client.transaction(false)) {
            transaction.watch("jedis:watched");
            transaction.multi();
            transaction.set("jedis:watched", "1");
            transaction.incr("jedis:watched");
            assertThat(transaction.exec()).containsExactly("OK", 2L);
        }
        try (AbstractTransaction transaction = client.transaction(false)) {
            transaction.watch("jedis:watched");
            client.set("jedis:watched", "by another");
            transaction.multi();
            transaction.set("jedis:watched", "too late");
            assertThat(transaction.exec()).isNull();
        }
    }

    private static void scripts(RedisClient client) {
        String sha = client.scriptLoad("return redis.call('INCRBY', KEYS[1], ARGV[1])", "jedis:script");
        assertThat(client.evalsha(sha, List.of("jedis:script"), List.of("5"))).isEqualTo(5L);
        assertThat(client.eval("return {KEYS[1], ARGV[1]}", 1, "k", "a")).isEqualTo(List.of("k", "a"));
    }

    private static void messages(RedisClient client) throws Exception {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        JedisPubSub subscriber = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                got.add(message);
            }
        };
        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> client.subscribe(subscriber, "jedis:news"));
        await().until(() -> client.publish("jedis:news", "first") == 1);
        IntStream.range(0, 50).forEach(i -> client.publish("jedis:news", "m" + i));
        await().until(() -> got.size() == 51);
        assertThat(got).startsWith("first", "m0").endsWith("m49");
        subscriber.unsubscribe();
        ended.get(10, TimeUnit.SECONDS);
    }

    private static void blocking(RedisClient client) throws Exception {
        CompletableFuture<List<String>> popped = CompletableFuture.supplyAsync(() -> client.blpop(10, "jedis:queue"));
        client.rpush("jedis:queue", "job");
        assertThat(popped.get(10, TimeUnit.SECONDS)).containsExactly("jedis:queue", "job");
        assertThat(client.blpop(0.01, "jedis:queue")).isNull();
    }
}

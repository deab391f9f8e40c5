package dev.sluice.it.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One connection for many threads, transactions, scripts, messages, blocking pops and caching in the client. */
final class LettuceProgram implements ClientProgram {
    @Override
    public void run(String host, int port) throws Exception {
        RedisClient client = RedisClient.create(RedisURI.create(host, port));
        try (StatefulRedisConnection<String, String> connection = client.connect();
                StatefulRedisConnection<String, String> other = client.connect()) {
            commands(connection);
            transactions(connection, other);
            assertThat(connection
                            .sync()
                            .<Long>eval("return redis.call('STRLEN', KEYS[1])", ScriptOutputType.INTEGER, "no"))
                    .isZero();
            blocking(connection, other);
            caching(connection, other);
            messages(client, other);
        } finally {
            client.shutdown(0, 5, TimeUnit.SECONDS);
        }
    }

    private static void commands(StatefulRedisConnection<String, String> connection) throws Exception {
        List<RedisFuture<Long>> futures = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> futures.add(connection.async().incr("lettuce:count")));
        assertThat(futures.get(499).get(10, TimeUnit.SECONDS)).isEqualTo(500);
        connection.sync().hset("lettuce:hash", Map.of("f", "v"));
        assertThat(connection.sync().hgetall("lettuce:hash")).isEqualTo(Map.of("f", "v"));
    }

    private static void transactions(
            StatefulRedisConnection<String, String> connection, StatefulRedisConnection<String, String> other) {
        RedisCommands<String, String> commands = connection.sync();
        commands.watch("lettuce:watched");
        commands.multi();
        commands.set("lettuce:watched", "1");
        assertThat(commands.exec().wasDiscarded()).isFalse();
        commands.watch("lettuce:watched");
        other.sync().set("lettuce:watched", "by another");
        commands.multi();
        commands.set("lettuce:watched", "too late");
        assertThat(commands.exec().wasDiscarded()).isTrue();
    }

    private static void blocking(
            StatefulRedisConnection<String, String> connection, StatefulRedisConnection<String, String> other)
            throws Exception {
        RedisFuture<KeyValue<String, String>> popped = connection.async().blpop(10, "lettuce:queue");
        other.sync().rpush("lettuce:queue", "job");
        assertThat(popped.get(10, TimeUnit.SECONDS).getValue()).isEqualTo("job");
    }

    private static void caching(
            StatefulRedisConnection<String, String> connection, StatefulRedisConnection<String, String> other) {
        Map<String, String> local = new ConcurrentHashMap<>();
        CacheFrontend<String, String> cache =
                ClientSideCaching.enable(CacheAccessor.forMap(local), connection, TrackingArgs.Builder.enabled());
        other.sync().set("lettuce:cached", "old");
        assertThat(cache.get("lettuce:cached")).isEqualTo("old");
        assertThat(local).containsKey("lettuce:cached");
        other.sync().set("lettuce:cached", "new");
        await().until(() -> !local.containsKey("lettuce:cached"));
        assertThat(cache.get("lettuce:cached")).isEqualTo("new");
        cache.close();
    }

    private static void messages(RedisClient client, StatefulRedisConnection<String, String> other) {
        Queue<String> got = new ConcurrentLinkedQueue<>();
        try (StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub()) {
            subscriber.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    got.add(Objects.requireNonNull(message));
                }
            });
            subscriber.sync().subscribe("lettuce:news");
            IntStream.range(0, 50).forEach(i -> other.sync().publish("lettuce:news", "m" + i));
            await().until(() -> got.size() == 50);
            assertThat(got).startsWith("m0").endsWith("m49");
            subscriber.sync().unsubscribe("lettuce:news");
        }
    }
}

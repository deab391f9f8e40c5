package dev.sluice.it.cutover;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;

/** Clients that are each in one call, on threads of their own. */
final class BlockedClients implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "blocked-client");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Jedis> clients = new ArrayList<>();
    private final Rig rig;
    private final RedisProtocol protocol;

    BlockedClients(Rig rig, RedisProtocol protocol) {
        this.rig = rig;
        this.protocol = protocol;
    }

    Jedis client() {
        Jedis client = new Jedis(
                new HostAndPort(rig.clients().host(), rig.clients().port()),
                DefaultJedisClientConfig.builder()
                        .protocol(protocol)
                        .socketTimeoutMillis((int) Rig.PATIENCE.toMillis())
                        .blockingSocketTimeoutMillis((int) Rig.PATIENCE.toMillis())
                        .build());
        clients.add(client);
        return client;
    }

    /** Starts a call, and waits until the node says that one client more is blocked. */
    <T> CompletableFuture<T> block(Jedis node, Function<Jedis, T> call) {
        int before = blocked(node);
        Jedis client = client();
        CompletableFuture<T> result = CompletableFuture.supplyAsync(() -> call.apply(client), threads);
        await().atMost(Rig.PATIENCE).until(() -> blocked(node) == before + 1);
        return result;
    }

    <T> CompletableFuture<T> start(Function<Jedis, T> call) {
        Jedis client = client();
        return CompletableFuture.supplyAsync(() -> call.apply(client), threads);
    }

    static int blocked(Jedis node) {
        return node.info("clients")
                .lines()
                .filter(line -> line.startsWith("blocked_clients:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("blocked_clients:".length()).trim()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        clients.forEach(Jedis::close);
        threads.shutdownNow();
    }
}

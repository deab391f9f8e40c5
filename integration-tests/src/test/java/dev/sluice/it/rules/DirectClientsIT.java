package dev.sluice.it.rules;

import static dev.sluice.it.rules.Eventually.eventually;
import static dev.sluice.it.rules.Eventually.info;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redis.clients.jedis.Protocol.Command.EXEC;
import static redis.clients.jedis.Protocol.Command.INCR;
import static redis.clients.jedis.Protocol.Command.MULTI;

import dev.sluice.it.cutover.Rig;
import dev.sluice.testservers.ServerBinary;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What clients see that go to the source directly while it is demoted: an error for a write, and life goes on for the others. */
class DirectClientsIT {
    @ParameterizedTest(name = "{0} -> {1}")
    @MethodSource("dev.sluice.it.Servers#pairs")
    void shouldRefuseWritesOfDirectClientsAndLeaveTheOthersAlone(ServerBinary source, ServerBinary target)
            throws Exception {
        try (Rig rig = Rig.of(source, target).start();
                Jedis queued = rig.source();
                Jedis blocked = rig.source();
                Jedis subscribed = rig.source();
                Jedis reader = rig.source();
                Jedis client = rig.client()) {
            client.set("key", "1");
            rig.migrate();
            queued.sendCommand(MULTI);
            queued.sendCommand(INCR, "in-transaction");
            CompletableFuture<List<String>> pop = CompletableFuture.supplyAsync(() -> blocked.blpop(0, "queue"));
            eventually().until(() -> info(reader, "clients", "blocked_clients").equals("1"));
            Listener listener = new Listener();
            Thread thread = new Thread(() -> subscribed.subscribe(listener, "news"), "subscriber");
            thread.start();
            Rig.get(listener.ready);

            assertThat(rig.cutover().committed()).isTrue();
            rig.awaitState("REVERSIBLE");

            assertThatThrownBy(() -> queued.sendCommand(EXEC)).isInstanceOf(JedisDataException.class);
            assertThatThrownBy(() -> Rig.get(pop)).isInstanceOf(JedisException.class);
            assertThat(reader.get("key")).isEqualTo("1");
            client.publish("news", "from the target");
            assertThat(listener.heard.poll(Rig.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("from the target");
            listener.unsubscribe();
            thread.join(Rig.PATIENCE.toMillis());
            assertThat(client.exists("in-transaction")).isFalse();
            assertThat(reader.exists("in-transaction")).isFalse();
        }
    }

    private static final class Listener extends JedisPubSub {
        final CompletableFuture<Void> ready = new CompletableFuture<>();
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void onSubscribe(String channel, int channels) {
            ready.complete(null);
        }

        @Override
        public void onMessage(String channel, String message) {
            heard.add(message);
        }
    }
}

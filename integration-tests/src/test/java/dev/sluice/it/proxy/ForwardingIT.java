package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.config.LimitsSettings;
import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;

class ForwardingIT {
    /** Runs until the clock has reached another second. */
    private static final String SLOW_SCRIPT =
            "local s = redis.call('TIME')[1] repeat until redis.call('TIME')[1] ~= s return 7";

    private static RunningServer server;
    private static ProxyRig proxy;

    @BeforeAll
    static void start() throws IOException {
        server = Servers.start(Servers.redis70());
        proxy = new ProxyRig(server.address());
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void shouldServePipelinesInOrder() {
        try (Jedis client = proxy.client()) {
            Pipeline pipeline = client.pipelined();
            for (int i = 0; i < 10_000; i++) {
                pipeline.incr("pipeline");
            }
            List<Object> replies = pipeline.syncAndReturnAll();

            assertThat(replies).hasSize(10_000);
            assertThat(replies.get(9_999)).isEqualTo(10_000L);
        }
    }

    @Test
    void shouldServeTransactions() {
        try (Jedis client = proxy.client()) {
            client.watch("tx");
            Transaction transaction = client.multi();
            transaction.incr("tx");
            transaction.incr("tx");

            assertThat(transaction.exec()).containsExactly(1L, 2L);
        }
    }

    @Test
    void shouldServeResp3WithMapsAndPushes() throws IOException {
        try (RawClient client = proxy.raw()) {
            client.send("HELLO", "3");
            assertThat(client.line()).startsWith("%");
            client.send("DEL", "h3");
            client.send("CLIENT", "NO-TOUCH", "ON");
            client.send("HSET", "h3", "f", "v");
            client.send("HGETALL", "h3");
            String until = "";
            while (!until.equals("%1")) {
                until = client.line();
            }
            assertThat(client.read(14)).isEqualTo("$1\r\nf\r\n$1\r\nv\r\n");
            client.send("SUBSCRIBE", "ch3");
            client.send("PING");
            assertThat(client.line()).isEqualTo(">3");
        }
    }

    @Test
    void shouldServeSubscribers() {
        StringBuilder got = new StringBuilder();
        try (Jedis subscriber = proxy.client();
                Jedis publisher = proxy.client()) {
            subscriber.subscribe(
                    new JedisPubSub() {
                        @Override
                        public void onSubscribe(String channel, int count) {
                            publisher.publish(channel, "hello");
                        }

                        @Override
                        public void onMessage(String channel, String message) {
                            got.append(message);
                            unsubscribe();
                        }
                    },
                    "news");
        }
        assertThat(got.toString()).isEqualTo("hello");
    }

    @Test
    void shouldServeInlineCommandsAndEmptyLines() throws IOException {
        try (RawClient client = proxy.raw()) {
            client.sendText("\r\nPING\r\nset inline 'a b'\r\n*0\r\nget inline\r\n");

            assertThat(client.read(7 + 5 + 9)).isEqualTo("+PONG\r\n+OK\r\n$3\r\na b\r\n");
        }
    }

    @Test
    void shouldGiveAHalfClosedClientItsReplies() throws IOException {
        try (RawClient client = proxy.raw()) {
            for (int i = 0; i < 1000; i++) {
                client.send("ECHO", "0123456789");
            }
            client.shutdownOutput();

            assertThat(client.rest()).isEqualTo("$10\r\n0123456789\r\n".repeat(1000));
        }
    }

    @Test
    void shouldAnswerMalformedInputAsTheServerDoes() throws IOException {
        String malformed = "*1\r\n$4\r\nPING\r\n*3\r\n:1\r\n";
        String direct;
        try (RawClient client = new RawClient(server.address())) {
            direct = client.sendText(malformed).rest();
        }
        try (RawClient client = proxy.raw()) {
            assertThat(client.sendText(malformed).rest()).isEqualTo(direct).contains("Protocol error");
        }
    }

    @Test
    void shouldRefuseInOrderAlsoInsideATransaction() throws IOException {
        try (RawClient client = proxy.raw()) {
            client.send("MULTI")
                    .send("SET", "refused", "1")
                    .send("SHUTDOWN")
                    .send("EXEC")
                    .send("EXISTS", "refused");

            assertThat(client.line()).isEqualTo("+OK");
            assertThat(client.line()).isEqualTo("+QUEUED");
            assertThat(client.line()).isEqualTo("-ERR sluice: SHUTDOWN is not allowed through Sluice");
            assertThat(client.line()).startsWith("-EXECABORT");
            assertThat(client.line()).isEqualTo(":0");
        }
    }

    @Test
    void shouldTurnAwayClientsBeyondTheLimit() throws IOException {
        LimitsSettings two = ProxyRig.limits(2, Duration.ZERO);
        try (ProxyRig small = new ProxyRig(server.address(), server.address(), two);
                Jedis first = small.client();
                Jedis second = small.client()) {
            assertThat(first.ping()).isEqualTo("PONG");
            assertThat(second.ping()).isEqualTo("PONG");
            try (RawClient third = small.raw()) {
                assertThat(third.rest()).isEqualTo("-ERR max number of clients reached\r\n");
            }
            assertThat(small.counter("sluice.clients.rejected")).isEqualTo(1);
        }
    }

    @Test
    void shouldCloseIdleClientsButNotBlockedOnes() throws IOException {
        LimitsSettings impatient = ProxyRig.limits(10, Duration.ofMillis(200));
        try (ProxyRig quick = new ProxyRig(server.address(), server.address(), impatient);
                RawClient blocked = quick.raw();
                RawClient idle = quick.raw()) {
            blocked.send("BLPOP", "no-such-list", "1");

            assertThat(idle.rest()).isEmpty();
            assertThat(blocked.line()).isEqualTo("*-1");
        }
    }

    @Test
    void shouldCloseClientsWhoseNodeDiesAndServeThemWhenItIsBack() throws IOException {
        try (RunningServer mortal = Servers.start(Servers.redis62());
                ProxyRig rig = new ProxyRig(mortal.address());
                Jedis client = rig.client()) {
            assertThat(client.set("k", "v")).isEqualTo("OK");

            mortal.kill();

            assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);
            assertThatThrownBy(() -> {
                        try (Jedis refused = rig.client()) {
                            refused.ping();
                        }
                    })
                    .isInstanceOf(JedisConnectionException.class);
            assertThat(rig.counter("sluice.upstream.connect.failures")).isGreaterThan(0);
            mortal.restart();
            try (Jedis again = rig.client()) {
                assertThat(again.ping()).isEqualTo("PONG");
            }
            await().untilAsserted(
                            () -> assertThat(rig.gate().status().clients()).isZero());
        }
    }

    @Test
    void shouldDeliverOutstandingRepliesWhenItStops() throws Exception {
        ProxyRig rig = new ProxyRig(server.address());
        try (RawClient client = rig.raw()) {
            client.send("PING");
            assertThat(client.line()).isEqualTo("+PONG");
            client.send("EVAL", SLOW_SCRIPT, "0");
            await().until(() -> rig.counter("sluice.commands", "kind", "write") > 0);

            rig.close();

            assertThat(client.rest()).isEqualTo(":7\r\n");
        }
    }
}

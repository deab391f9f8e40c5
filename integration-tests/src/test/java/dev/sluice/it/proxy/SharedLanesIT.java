package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Clients that share a lane to a real server do not notice each other. */
class SharedLanesIT {
    private static final int BIG_BYTES = Boolean.getBoolean("full") ? 512 << 20 : 64 << 20;
    /** What one slow client may keep waiting, and as much again for what is on its way. */
    private static final long ALLOWED_BYTES = 96L << 20;

    private RunningServer server;
    private ProxyRig proxy;

    @BeforeEach
    void start() throws IOException {
        server = Servers.start(Servers.redis70());
        proxy = ProxyRig.ofOneLoop(server);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Jedis direct() {
        return new Jedis(server.host(), server.port());
    }

    private List<RawClient> clients(int count) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(proxy.raw());
        }
        return clients;
    }

    private static void closeAll(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    /** Ids of the connections that the server has from Sluice. */
    private List<String> lanes(Jedis direct) {
        String self = "id=" + direct.clientId() + " ";
        return direct.clientList()
                .lines()
                .filter(line -> !line.startsWith(self))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    @Test
    void shouldServeTwoHundredClientsOverOneLane() throws Exception {
        List<RawClient> clients = clients(200);
        try (Jedis direct = direct();
                Jedis observer = proxy.client()) {
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < clients.size(); i++) {
                    clients.get(i).send("SET", "k" + i, "v" + i + "-" + round).send("GET", "k" + i);
                }
                for (int i = 0; i < clients.size(); i++) {
                    String value = "v" + i + "-" + round;
                    assertThat(clients.get(i).line()).isEqualTo("+OK");
                    assertThat(clients.get(i).line()).isEqualTo("$" + value.length());
                    assertThat(clients.get(i).line()).isEqualTo(value);
                }
            }
            assertThat(lanes(direct)).hasSize(1);
            assertThat(observer.clientList().lines()).hasSize(202).anyMatch(line -> line.contains("cmd=client"));
            assertThat(observer.clientList()).doesNotContain(lanes(direct).get(0) + " ");
        }
        closeAll(clients);
    }

    /** The big value stops half way, again and again, until the other one has been answered. */
    @Test
    void shouldServeOthersWhileOneTakesABigValue() throws Exception {
        try (RawClient big = proxy.raw();
                Jedis other = proxy.client();
                Jedis direct = direct()) {
            direct.setrange("big", BIG_BYTES - 1, "x");
            other.ping();
            long before = pooled();

            big.send("PING").send("GET", "big");
            assertThat(big.line()).isEqualTo("+PONG");
            assertThat(big.line()).isEqualTo("$" + BIG_BYTES);
            int parts = 32;
            for (int part = 0; part < parts; part++) {
                big.skip(BIG_BYTES / parts);
                for (int i = 0; i < 20; i++) {
                    assertThat(other.ping()).isEqualTo("PONG");
                }
                assertThat(pooled() - before).isLessThan(ALLOWED_BYTES);
            }
            assertThat(big.line()).isEmpty();
            big.send("PING");
            assertThat(big.line()).isEqualTo("+PONG");
        }
    }

    @Test
    void shouldServeOthersWhileOneDoesNotReadWhatItAskedFor() throws Exception {
        try (RawClient slow = new RawClient(proxy.address, 4096);
                Jedis other = proxy.client();
                Jedis direct = direct()) {
            direct.setrange("big", (16 << 20) - 1, "x");
            other.ping();
            long before = pooled();
            for (int i = 0; i < 20; i++) {
                slow.send("GET", "big");
            }
            for (int i = 0; i < 2_000; i++) {
                assertThat(other.ping()).isEqualTo("PONG");
                if (i % 100 == 0) {
                    assertThat(pooled() - before).isLessThan(ALLOWED_BYTES);
                }
            }
        }
    }

    @Test
    void shouldNotLetHostileFramesDisturbTheNeighbours() throws Exception {
        List<String> hostile = List.of(
                "*1\r\nx",
                "*2\r\n$3\r\nGET\r\n$99999999999\r\n",
                "*2000000000\r\n",
                "*2\r\n$3\r\nGET\r\n$-7\r\n",
                "*2\r\n$3\r\nGET\r\n$1\r\nabcdef",
                "set a 'unbalanced\r\n",
                "x".repeat(70_000) + "\r\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\n\r\nSET pwned 1\r\n",
                "Host: localhost\r\n",
                "\0\1\2\3\r\n",
                "*3\r\n$3\r\nSET\r\n$1\r\nh\r\n$536870912\r\n" + "x".repeat(200_000),
                "*1\r\n$0\r\n\r\n",
                "*-5\r\n*0\r\n\r\n",
                "PSYNC ? -1\r\n",
                "QUIT\r\n");
        try (RawClient neighbour = proxy.raw();
                Jedis direct = direct()) {
            neighbour.send("PING");
            assertThat(neighbour.line()).isEqualTo("+PONG");
            List<String> before = lanes(direct);
            for (String frame : hostile) {
                assertUndisturbed(neighbour, frame);
                assertThat(lanes(direct))
                        .as(frame.substring(0, Math.min(30, frame.length())))
                        .containsAll(before);
            }
            assertThat(direct.exists("pwned")).isFalse();
        }
    }

    /** Half of what the neighbour asks is sent before the frame, half behind it. */
    private void assertUndisturbed(RawClient neighbour, String frame) throws IOException {
        try (RawClient hostile = proxy.raw()) {
            for (int i = 0; i < 20; i++) {
                neighbour.send("ECHO", "n" + i);
                if (i == 10) {
                    hostile.sendText(frame);
                }
            }
            for (int i = 0; i < 20; i++) {
                assertThat(neighbour.line()).startsWith("$");
                assertThat(neighbour.line()).isEqualTo("n" + i);
            }
        }
    }

    @Test
    void shouldNotLetUnauthenticatedClientsEndTheirLane() throws Exception {
        try (Jedis direct = direct()) {
            direct.configSet("requirepass", "locked");
            try (RawClient neighbour = proxy.raw()) {
                neighbour.send("PING");
                assertThat(neighbour.line()).startsWith("-NOAUTH");
                List<String> before = lanes(direct);
                for (String frame : List.of(
                        "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$20000\r\n" + "x".repeat(20_000) + "\r\n",
                        "*12\r\n" + "$1\r\na\r\n".repeat(12),
                        "*2\r\n$4\r\nAUTH\r\n$20000\r\n" + "x".repeat(20_000) + "\r\n",
                        "AUTH wrong\r\n",
                        "BLPOP q 0\r\n")) {
                    try (RawClient hostile = proxy.raw()) {
                        neighbour.send("ECHO", "a");
                        hostile.sendText(frame);
                        hostile.shutdownOutput();
                        assertThat(hostile.rest()).isNotNull();
                        neighbour.send("ECHO", "b");
                        assertThat(neighbour.line()).startsWith("-NOAUTH");
                        assertThat(neighbour.line()).startsWith("-NOAUTH");
                    }
                    assertThat(lanes(direct)).containsAll(before);
                }
            }
        }
    }

    @Test
    void shouldForgetClientsThatDieInTheMiddle() throws Exception {
        try (RawClient neighbour = proxy.raw();
                Jedis direct = direct()) {
            for (int i = 0; i < 20; i++) {
                RawClient dying = proxy.raw();
                String set = "*3\r\n$3\r\nSET\r\n$4\r\nhalf\r\n$" + (i % 2 == 0 ? 10 : 200_000) + "\r\n";
                dying.send("SET", "whole" + i, "1").sendText(set + "x".repeat(i % 2 == 0 ? 5 : 150_000));
                neighbour.send("INCR", "n");
                dying.close();
                neighbour.send("INCR", "n");
                assertThat(neighbour.line()).isEqualTo(":" + (2 * i + 1));
                assertThat(neighbour.line()).isEqualTo(":" + (2 * i + 2));
            }
            assertThat(direct.exists("half")).isFalse();
        }
    }

    @Test
    void shouldNeverMixCredentials() throws Exception {
        try (Jedis direct = direct();
                RawClient one = proxy.raw();
                RawClient two = proxy.raw();
                RawClient nobody = proxy.raw()) {
            direct.aclSetUser("one", "on", ">1", "~one:*", "+@all");
            direct.aclSetUser("two", "on", ">2", "~two:*", "+@all");
            one.send("AUTH", "one", "1");
            two.send("HELLO", "2", "AUTH", "two", "2", "SETNAME", "second");
            assertThat(one.line()).isEqualTo("+OK");
            // Seven fields, of which the last one has an empty array.
            for (String line = two.line(); !line.equals("*0"); line = two.line()) {
                assertThat(line).isNotEmpty();
            }
            for (int i = 0; i < 200; i++) {
                one.send("SET", "one:k", "1").send("GET", "two:k").send("ACL", "WHOAMI");
                two.send("SET", "two:k", "2").send("GET", "one:k").send("ACL", "WHOAMI");
                nobody.send("ACL", "WHOAMI");
                assertThat(List.of(one.line(), one.line().substring(0, 7), one.line(), one.line()))
                        .containsExactly("+OK", "-NOPERM", "$3", "one");
                assertThat(List.of(two.line(), two.line().substring(0, 7), two.line(), two.line()))
                        .containsExactly("+OK", "-NOPERM", "$3", "two");
                assertThat(List.of(nobody.line(), nobody.line())).containsExactly("$7", "default");
            }
            direct.aclDelUser("one");
            one.send("GET", "one:k");
            assertThat(one.rest()).as("a server closes whom it no longer knows").doesNotContain("$1");
            two.send("ACL", "WHOAMI");
            assertThat(List.of(two.line(), two.line())).containsExactly("$3", "two");
            try (RawClient again = proxy.raw()) {
                again.send("AUTH", "one", "1").send("ACL", "WHOAMI");
                assertThat(again.line()).startsWith("-WRONGPASS");
                assertThat(List.of(again.line(), again.line())).containsExactly("$7", "default");
            }
        }
    }

    @Test
    void shouldKeepDatabasesApart() throws Exception {
        List<RawClient> clients = clients(32);
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i)
                    .send("SELECT", Integer.toString(i % 16))
                    .send("APPEND", "k", Integer.toHexString(i % 16))
                    .send("SELECT", "99")
                    .send("GET", "k");
        }
        for (int i = 0; i < clients.size(); i++) {
            assertThat(clients.get(i).line()).isEqualTo("+OK");
            assertThat(clients.get(i).line()).startsWith(":");
            assertThat(clients.get(i).line()).startsWith("-ERR DB index");
            assertThat(clients.get(i).line()).startsWith("$");
            assertThat(clients.get(i).line()).startsWith(Integer.toHexString(i % 16));
        }
        try (Jedis direct = direct()) {
            for (int db = 0; db < 16; db++) {
                direct.select(db);
                assertThat(direct.get("k")).isEqualTo(Integer.toHexString(db).repeat(2));
            }
        }
        closeAll(clients);
    }

    @Test
    void shouldEndOnlyThoseThatWaitedOnAKilledLane() throws Exception {
        try (RawClient waiting = proxy.raw();
                Jedis idle = proxy.client();
                Jedis direct = direct()) {
            idle.set("k", "v");
            waiting.send("PING");
            waiting.line();
            String lane = lanes(direct).get(0).substring("id=".length());
            try (RawClient killer = new RawClient(server.address())) {
                killer.send("PING");
                killer.line();
                server.freeze();
                // When the server goes on it reads what came first.
                killer.send("CLIENT", "KILL", "ID", lane);
                double sent = toNode();
                waiting.send("PING");
                Awaitility.await().until(() -> toNode() > sent);
                server.thaw();
                assertThat(killer.line()).isEqualTo(":1");
            }

            assertThat(waiting.rest()).isEmpty();
            assertThat(idle.get("k")).isEqualTo("v");
        }
    }

    @Test
    void shouldServeAgainWhenTheNodeIsBack() throws Exception {
        try (Jedis idle = proxy.client()) {
            idle.set("k", "v");
            server.kill();
            Awaitility.await().until(() -> proxy.open("shared") == 0);
            assertThatThrownBy(idle::ping).isInstanceOf(JedisConnectionException.class);

            server.restart();

            Awaitility.await().ignoreExceptions().untilAsserted(() -> {
                try (Jedis again = proxy.client()) {
                    assertThat(again.ping()).isEqualTo("PONG");
                }
            });
        }
    }

    private double toNode() {
        return proxy.counter("sluice.transferred", "side", "node", "direction", "out");
    }

    private static long pooled() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}

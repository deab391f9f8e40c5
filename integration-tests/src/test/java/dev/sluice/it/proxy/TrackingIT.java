package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Client-side caching across the switch and back: the client forgets all, and then hears of every key again. */
class TrackingIT {
    private static final String FLUSH = ">2\r\n$10\r\ninvalidate\r\n_\r\n";
    private static final String MODES = "dev.sluice.it.proxy.ReplyModeIT#rigs";

    private static String invalidated(String key) {
        return ">2\r\n$10\r\ninvalidate\r\n*1\r\n$" + key.length() + "\r\n" + key + "\r\n";
    }

    private static void tracking(RawClient client, String... options) throws Exception {
        client.send("HELLO", "3").send("CLIENT", "SETNAME", "ready");
        while (!client.line().equals("+OK")) {
            // What HELLO tells.
        }
        client.send(options);
        assertThat(client.line()).isEqualTo("+OK");
    }

    private static void expect(RawClient client, String bytes) throws Exception {
        assertThat(client.read(bytes.length())).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0}, lanes {1}")
    @MethodSource(MODES)
    void shouldBeCarriedInEachMode(ServerBinary binary, LaneMode mode) throws Exception {
        try (RunningServer source = Servers.start(binary);
                RunningServer target = Servers.start(Servers.valkey80());
                ProxyRig proxy = ProxyRig.of(source, target, mode);
                RawClient plain = proxy.raw();
                RawClient broadcast = proxy.raw();
                RawClient optin = proxy.raw();
                RawClient optout = proxy.raw()) {
            tracking(plain, "CLIENT", "TRACKING", "ON", "NOLOOP");
            tracking(broadcast, "CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "a");
            broadcast.send("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "b");
            assertThat(broadcast.line()).isEqualTo("+OK");
            tracking(optin, "CLIENT", "TRACKING", "ON", "OPTIN");
            tracking(optout, "CLIENT", "TRACKING", "ON", "OPTOUT");
            // One says what the next command is to be, and is moved before that.
            optin.send("CLIENT", "CACHING", "YES");
            optout.send("CLIENT", "CACHING", "NO");
            expect(optin, "+OK\r\n");
            expect(optout, "+OK\r\n");
            NodeRole to = NodeRole.TARGET;
            for (RunningServer server : new RunningServer[] {target, source}) {
                proxy.cutOver(to, to == NodeRole.TARGET ? 1 : 2);
                to = NodeRole.SOURCE;
                for (RawClient client : new RawClient[] {plain, broadcast, optin, optout}) {
                    expect(client, FLUSH);
                }
                check(server, plain, broadcast, optin, optout);
                optin.send("CLIENT", "CACHING", "YES");
                optout.send("CLIENT", "CACHING", "NO");
                expect(optin, "+OK\r\n");
                expect(optout, "+OK\r\n");
            }
        }
    }

    private static void check(
            RunningServer server, RawClient plain, RawClient broadcast, RawClient optin, RawClient optout)
            throws Exception {
        for (RawClient client : new RawClient[] {plain, optin, optout}) {
            client.send("GET", "k1").send("GET", "k2").send("ECHO", "x");
            expect(client, "_\r\n_\r\n$1\r\nx\r\n");
        }
        plain.send("SET", "mine", "1")
                .send("GET", "mine")
                .send("SET", "mine", "2")
                .send("DEL", "mine");
        expect(plain, "+OK\r\n$1\r\n1\r\n+OK\r\n:1\r\n");
        try (Jedis other = new Jedis(server.host(), server.port())) {
            for (String key : new String[] {"k1", "k2", "b1", "c1", "a1"}) {
                other.set(key, "1");
            }
            expect(plain, invalidated("k1") + invalidated("k2"));
            expect(optin, invalidated("k1"));
            expect(optout, invalidated("k2"));
            expect(broadcast, invalidated("b1") + invalidated("a1"));
            for (String key : new String[] {"k1", "k2", "b1", "c1", "a1"}) {
                other.del(key);
            }
            expect(broadcast, invalidated("b1") + invalidated("a1"));
        }
    }
}

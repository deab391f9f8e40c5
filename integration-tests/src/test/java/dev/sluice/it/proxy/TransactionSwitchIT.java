package dev.sluice.it.proxy;

import static dev.sluice.it.proxy.ProxyRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.node.transport.Transport;
import dev.sluice.proxy.gate.HoldLimits;
import dev.sluice.proxy.gate.TrafficGate;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** MULTI and WATCH at every phase of a switch, many sessions sharing one. The servers do not replicate: what runs where is seen. */
class TransactionSwitchIT {
    private static final HoldLimits LIMITS = new HoldLimits(64 << 20, 100_000);

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(Servers.redis62(), Servers.redis70(), LaneMode.AUTO, 2),
                Arguments.of(Servers.redis70(), Servers.valkey80(), LaneMode.AUTO, 3),
                Arguments.of(Servers.redis62(), Servers.valkey80(), LaneMode.DEDICATED, 3),
                Arguments.of(Servers.valkey80(), Servers.redis62(), LaneMode.DEDICATED, 2));
    }

    /** The two servers, and the proxy between. */
    private static final class Pair implements AutoCloseable {
        final RunningServer source;
        final RunningServer target;
        final ProxyRig proxy;
        private final int resp;
        private int epoch;

        Pair(ServerBinary source, ServerBinary target, LaneMode lanes, int resp) throws IOException {
            this.source = Servers.start(source);
            this.target = Servers.start(target);
            this.resp = resp;
            this.proxy = new ProxyRig(
                    Transport.detect(),
                    ProxyRig.node(NodeRole.SOURCE, this.source.address(), null),
                    ProxyRig.node(NodeRole.TARGET, this.target.address(), null),
                    ProxyRig.limits(),
                    lanes);
        }

        RawClient client() throws IOException {
            RawClient client = proxy.raw();
            client.send("HELLO", Integer.toString(resp)).send("ECHO", "here");
            String line;
            do {
                line = client.line();
            } while (!line.equals("here"));
            return client;
        }

        TrafficGate gate() {
            return proxy.gate();
        }

        void hold(NodeRole to) throws Exception {
            await(gate().prepare(to));
            await(gate().holdWrites(LIMITS));
            await(gate().drainWrites());
        }

        void move(NodeRole to) throws Exception {
            await(gate().switchTo(to, ++epoch));
            await(gate().resume());
        }

        String nothing() {
            return resp == 3 ? "_" : "*-1";
        }

        @Override
        public void close() throws IOException {
            proxy.close();
            source.close();
            target.close();
        }
    }

    private static RawClient queued(Pair pair, String key) throws IOException {
        RawClient client = pair.client();
        expect(client.send("MULTI"), "+OK");
        expect(client.send("INCR", key), "+QUEUED");
        return client;
    }

    private static void expect(RawClient client, String... lines) throws IOException {
        for (String line : lines) {
            assertThat(client.line()).isEqualTo(line);
        }
    }

    private static String at(RunningServer server, String key) {
        try (Jedis direct = new Jedis(server.host(), server.port())) {
            return direct.get(key);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldMoveTransactionsAtEveryPhase(ServerBinary from, ServerBinary to, LaneMode lanes, int resp)
            throws Exception {
        try (Pair pair = new Pair(from, to, lanes, resp);
                RawClient before = queued(pair, "before");
                RawClient held = queued(pair, "held");
                RawClient sealed = queued(pair, "sealed");
                RawClient after = queued(pair, "after");
                RawClient spoiled = queued(pair, "spoiled");
                RawClient selecting = queued(pair, "selecting")) {
            before.send("EXEC");
            assertThat(spoiled.send("NOSUCH").line()).startsWith("-ERR unknown command");
            expect(selecting.send("SELECT", "3"), "+QUEUED");
            pair.hold(NodeRole.TARGET);
            expect(before, "*1", ":1");
            held.send("EXEC");
            await(pair.gate().holdReads());
            sealed.send("GET", "sealed").send("EXEC");
            pair.move(NodeRole.TARGET);

            expect(held, "*1", ":1");
            expect(sealed, "+QUEUED", "*2", ":1", "$1", "1");
            expect(after.send("GET", "none").send("EXEC"), "+QUEUED", "*2", ":1");
            expect(spoiled.send("EXEC"), "-EXECABORT Transaction discarded because of previous errors.");
            expect(selecting.send("EXEC").send("SET", "third", "1"), "*2", ":1", "+OK", "+OK");
            assertThat(at(pair.source, "before")).isEqualTo("1");
            for (String key : new String[] {"held", "sealed", "after", "selecting"}) {
                assertThat(at(pair.source, key)).as(key).isNull();
                assertThat(at(pair.target, key)).as(key).isEqualTo("1");
            }
            assertThat(at(pair.target, "spoiled")).isNull();
            assertThat(at(pair.target, "third")).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldAnswerExecByNullAfterALostWatch(ServerBinary from, ServerBinary to, LaneMode lanes, int resp)
            throws Exception {
        try (Pair pair = new Pair(from, to, lanes, resp);
                RawClient watching = pair.client();
                RawClient queueing = pair.client();
                RawClient unwatching = pair.client()) {
            expect(watching.send("WATCH", "w"), "+OK");
            expect(unwatching.send("WATCH", "w"), "+OK");
            expect(queueing.send("WATCH", "w").send("MULTI").send("INCR", "w"), "+OK", "+OK", "+QUEUED");

            pair.hold(NodeRole.TARGET);
            queueing.send("EXEC");
            await(pair.gate().holdReads());
            pair.move(NodeRole.TARGET);

            expect(queueing, pair.nothing());
            watching.send("MULTI").send("INCR", "w").send("EXEC").send("ECHO", "on");
            expect(watching, "+OK", "+QUEUED", pair.nothing(), "$2", "on");
            assertThat(at(pair.target, "w")).isNull();
            unwatching.send("UNWATCH").send("MULTI").send("INCR", "w").send("EXEC");
            expect(unwatching, "+OK", "+OK", "+QUEUED", "*1", ":1");
            watching.send("WATCH", "x").send("MULTI").send("INCR", "w").send("EXEC");
            expect(watching, "+OK", "+OK", "+QUEUED", "*1", ":2");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldGoOnAtTheSourceWhenGivenUpAndBeMovedTwice(ServerBinary from, ServerBinary to, LaneMode lanes, int resp)
            throws Exception {
        try (Pair pair = new Pair(from, to, lanes, resp);
                RawClient stays = queued(pair, "stays");
                RawClient watching = pair.client();
                RawClient travels = queued(pair, "travels")) {
            expect(watching.send("WATCH", "w").send("MULTI").send("INCR", "w"), "+OK", "+OK", "+QUEUED");
            pair.hold(NodeRole.TARGET);
            stays.send("EXEC");
            watching.send("EXEC");
            pair.gate().discardPrepared();
            await(pair.gate().resume());
            expect(stays, "*1", ":1");
            expect(watching, "*1", ":1");
            assertThat(at(pair.source, "stays")).isEqualTo("1");

            for (NodeRole node : new NodeRole[] {NodeRole.TARGET, NodeRole.SOURCE}) {
                pair.hold(node);
                await(pair.gate().holdReads());
                pair.move(node);
                expect(travels.send("INCR", "travels"), "+QUEUED");
            }
            expect(travels.send("EXEC"), "*3", ":1", ":2", ":3");
            assertThat(at(pair.target, "travels")).isNull();
        }
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ClientKillParams;

/** Blocked clients at the gate, with real servers on both sides and no replication between them. */
@SuppressWarnings("NullAway.Init") // each test starts what it needs
class BlockedSwitchIT {
    private static final HoldLimits LIMITS = new HoldLimits(64 << 20, 100_000);

    private RunningServer source;
    private RunningServer target;
    private ProxyRig proxy;
    private Jedis atSource;
    private Jedis atTarget;
    private int resp;

    private static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Servers.redis62(), Servers.redis70(), LaneMode.AUTO, 2),
                Arguments.of(Servers.redis70(), Servers.valkey80(), LaneMode.DEDICATED, 3),
                Arguments.of(Servers.valkey80(), Servers.valkey80(), LaneMode.AUTO, 3),
                Arguments.of(Servers.valkey80(), Servers.redis70(), LaneMode.DEDICATED, 2));
    }

    private void start(ServerBinary from, ServerBinary to, LaneMode lanes, int version) throws IOException {
        source = Servers.start(from);
        target = Servers.start(to);
        proxy = new ProxyRig(
                Transport.detect(),
                ProxyRig.node(NodeRole.SOURCE, source.address(), null),
                ProxyRig.node(NodeRole.TARGET, target.address(), null),
                ProxyRig.limits(),
                lanes);
        atSource = new Jedis(source.host(), source.port());
        atTarget = new Jedis(target.host(), target.port());
        resp = version;
    }

    @AfterEach
    void stop() throws IOException {
        atSource.close();
        atTarget.close();
        proxy.close();
        target.close();
        source.close();
    }

    private RawClient client() throws IOException {
        RawClient client = proxy.raw();
        if (resp == 3) {
            client.send("HELLO", "3").send("ECHO", "greeted");
            String line = client.line();
            while (!line.equals("greeted")) {
                line = client.line();
            }
        }
        return client;
    }

    private static void awaitBlocked(Jedis node, int clients) {
        org.awaitility.Awaitility.await()
                .atMost(ProxyRig.PATIENCE)
                .until(() -> node.info("clients").contains("blocked_clients:" + clients + "\r"));
    }

    private RawClient blocked(int nowBlocked, String... command) throws IOException {
        RawClient client = client().send(command);
        awaitBlocked(atSource, nowBlocked);
        return client;
    }

    private static void close(Iterable<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    /** Everything that a reply of strings holds, in order. */
    private static List<String> reply(RawClient client) throws IOException {
        List<String> texts = new ArrayList<>();
        long left = 1;
        while (left > 0) {
            String line = client.line();
            left--;
            if (line.startsWith("*") || line.startsWith("%")) {
                int size = Integer.parseInt(line.substring(1));
                left += Math.max(0, line.startsWith("%") ? 2 * size : size);
                if (size < 0) {
                    texts.add("nothing");
                }
            } else if (line.startsWith("$")) {
                texts.add(line.equals("$-1") ? "nothing" : client.line());
            } else {
                texts.add(line.equals("_") ? "nothing" : line.substring(1));
            }
        }
        return texts;
    }

    private void holdAll() throws Exception {
        TrafficGate gate = proxy.gate();
        await(gate.prepare(NodeRole.TARGET));
        await(gate.holdWrites(LIMITS));
        await(gate.drainWrites());
        await(gate.holdReads());
    }

    private Map<String, Integer> cutOver() throws Exception {
        holdAll();
        Map<String, Integer> moved =
                await(proxy.gate().switchTo(NodeRole.TARGET, 1)).moved();
        await(proxy.gate().resume());
        return moved;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldCarryEveryBlockingCommand(ServerBinary from, ServerBinary to, LaneMode lanes, int version)
            throws Exception {
        start(from, to, lanes, version);
        for (Jedis node : List.of(atSource, atTarget)) {
            node.xadd("entries", new StreamEntryID(5, 0), Map.of("old", "1"));
            node.xgroupCreate("grouped", "group", new StreamEntryID(0, 0), true);
        }
        RawClient popped = blocked(1, "BLPOP", "first", "list", "0");
        RawClient taken = blocked(2, "BRPOP", "list2", "0");
        RawClient moved = blocked(3, "BLMOVE", "from", "to", "LEFT", "RIGHT", "0");
        RawClient pushed = blocked(4, "BRPOPLPUSH", "from2", "to2", "0");
        RawClient least = blocked(5, "BZPOPMIN", "scores", "0");
        RawClient most = blocked(6, "BZPOPMAX", "scores2", "0");
        RawClient reader = blocked(7, "XREAD", "BLOCK", "0", "STREAMS", "entries", "$");
        RawClient member =
                blocked(8, "XREADGROUP", "GROUP", "group", "me", "COUNT", "2", "BLOCK", "0", "STREAMS", "grouped", ">");
        List<RawClient> clients = List.of(popped, taken, moved, pushed, least, most, reader, member);
        assertThat(proxy.gate().blockers()).isEmpty();

        assertThat(cutOver()).containsEntry("blocked", 8);

        awaitBlocked(atTarget, 8);
        awaitBlocked(atSource, 0);
        atTarget.rpush("list", "a");
        atTarget.rpush("list2", "b");
        atTarget.rpush("from", "c");
        atTarget.rpush("from2", "d");
        atTarget.zadd("scores", 1, "e");
        atTarget.zadd("scores2", 2, "f");
        atTarget.xadd("entries", new StreamEntryID(6, 0), Map.of("g", "1"));
        atTarget.xadd("grouped", new StreamEntryID(7, 0), Map.of("h", "1"));
        assertThat(reply(popped)).containsExactly("list", "a");
        assertThat(reply(taken)).containsExactly("list2", "b");
        assertThat(reply(moved)).containsExactly("c");
        assertThat(reply(pushed)).containsExactly("d");
        assertThat(reply(least)).containsExactly("scores", "e", "1");
        assertThat(reply(most)).containsExactly("scores2", "f", "2");
        assertThat(reply(reader)).containsExactly("entries", "6-0", "g", "1");
        assertThat(reply(member)).containsExactly("grouped", "7-0", "h", "1");
        assertThat(atTarget.lrange("to", 0, -1)).containsExactly("c");
        assertThat(atTarget.xpending("grouped", "group").getTotal()).isEqualTo(1);
        close(clients);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldKeepTheOrderAndTheTimes(ServerBinary from, ServerBinary to, LaneMode lanes, int version)
            throws Exception {
        start(from, to, lanes, version);
        long began = System.nanoTime();
        RawClient hasty = blocked(1, "BLPOP", "never", "1.5");
        RawClient waits = client().send("SET", "mine", "1");
        assertThat(waits.line()).isEqualTo("+OK");
        waits.send("WAIT", "3", "2000");
        awaitBlocked(atSource, 2);
        List<RawClient> queue = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            queue.add(blocked(2 + i, "BLPOP", "fifo", "0"));
        }

        assertThat(cutOver()).containsEntry("blocked", 11);

        // Each of them is served when its predecessor has been, and not sooner.
        for (int i = 0; i < queue.size(); i++) {
            atTarget.rpush("fifo", "element-" + i);
            assertThat(reply(queue.get(i))).containsExactly("fifo", "element-" + i);
        }
        assertThat(reply(hasty)).containsExactly("nothing");
        assertThat(millisSince(began)).isBetween(1_490L, 4_000L);
        assertThat(waits.line()).isEqualTo(":0");
        assertThat(millisSince(began)).isBetween(1_990L, 5_000L);
        close(queue);
        hasty.close();
        waits.close();
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGoOnWhereItWasWhenNothingIsSwitched(ServerBinary from, ServerBinary to, LaneMode lanes, int version)
            throws Exception {
        start(from, to, lanes, version);
        List<RawClient> queue = List.of(
                blocked(1, "BLPOP", "fifo", "0"), blocked(2, "BLPOP", "fifo", "0"), blocked(3, "BLPOP", "fifo", "0"));
        final RawClient gone = blocked(4, "BLPOP", "theirs", "0");
        holdAll();
        assertThat(proxy.gate().status().heldCommands()).isEqualTo(4);
        awaitBlocked(atSource, 0);
        gone.close();
        org.awaitility.Awaitility.await().until(() -> proxy.gate().status().heldCommands() == 3);
        proxy.gate().discardPrepared();

        assertThat(await(proxy.gate().resume()).writes().commands()).isEqualTo(3);

        awaitBlocked(atSource, 3);
        atSource.rpush("fifo", "0");
        atSource.rpush("fifo", "1", "2");
        atSource.rpush("theirs", "untouched");
        for (int i = 0; i < queue.size(); i++) {
            assertThat(reply(queue.get(i))).containsExactly("fifo", Integer.toString(i));
        }
        assertThat(atSource.llen("theirs")).isEqualTo(1);
        assertThat(proxy.gate().status().heldBytes()).isZero();
        close(queue);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldDeliverWhatCameIntoAStreamSinceItWasCalledBack(
            ServerBinary from, ServerBinary to, LaneMode lanes, int version) throws Exception {
        start(from, to, lanes, version);
        for (Jedis node : List.of(atSource, atTarget)) {
            node.select(2);
            node.xadd("s", new StreamEntryID(5, 0), Map.of("old", "1"));
        }
        RawClient reader = client().send("SELECT", "2");
        assertThat(reader.line()).isEqualTo("+OK");
        reader.send("XREAD", "BLOCK", "0", "STREAMS", "none", "s", "$", "$");
        awaitBlocked(atSource, 1);
        await(proxy.gate().prepare(NodeRole.TARGET));
        await(proxy.gate().holdWrites(LIMITS));
        atTarget.xadd("s", new StreamEntryID(6, 0), Map.of("direct", "1"));
        atTarget.xadd("none", new StreamEntryID(1, 0), Map.of("first", "1"));
        await(proxy.gate().holdReads());
        await(proxy.gate().switchTo(NodeRole.TARGET, 1));
        await(proxy.gate().resume());

        assertThat(reply(reader)).containsExactly("none", "1-0", "first", "1", "s", "6-0", "direct", "1");
        reader.close();
    }

    /** CLIENT UNBLOCK aborts these servers when it meets a command that CLIENT PAUSE postponed (valkey#2117). */
    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNotCallBackWhatAPauseOfTheNodePostponed(ServerBinary from, ServerBinary to, LaneMode lanes, int version)
            throws Exception {
        start(from, to, lanes, version);
        try (RawClient postponed = client()) {
            postponed.send("GET", "a");
            assertThat(reply(postponed)).containsExactly("nothing");
            String before = atSource.info("server")
                    .lines()
                    .filter(line -> line.startsWith("run_id"))
                    .findFirst()
                    .orElseThrow();
            atSource.clientPause(500, redis.clients.jedis.args.ClientPauseMode.WRITE);
            postponed.send("BLPOP", "k", "0");
            await(proxy.gate().prepare(NodeRole.TARGET));
            CompletionStage<Void> held = proxy.gate().holdWrites(LIMITS);

            await(held);

            assertThat(atSource.info("server")).contains(before);
            await(proxy.gate().holdReads());
            await(proxy.gate().switchTo(NodeRole.TARGET, 1));
            await(proxy.gate().resume());
            atTarget.rpush("k", "v");
            assertThat(reply(postponed)).containsExactly("k", "v");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldServeAClientWhoseLaneIsLostWhileItIsCalledBack(
            ServerBinary from, ServerBinary to, LaneMode lanes, int version) throws Exception {
        start(from, to, lanes, version);
        try (RawClient blocked = blocked(1, "BLPOP", "k", "0")) {
            holdAll();
            // Its second lane; another one is dialled.
            atTarget.clientKill(new ClientKillParams().skipMe(ClientKillParams.SkipMe.YES));
            org.awaitility.Awaitility.await()
                    .until(() -> atTarget.clientList().lines().count() > 1);
            await(proxy.gate().switchTo(NodeRole.TARGET, 1));
            await(proxy.gate().resume());

            atTarget.rpush("k", "v");

            assertThat(reply(blocked)).containsExactly("k", "v");
        }
    }
}

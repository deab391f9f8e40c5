package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.it.Servers;
import dev.sluice.testservers.ServerBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.args.SortedSetOption;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/** Clients that are blocked when the cutover comes, and when the rollback does. */
class BlockedAtCutoverIT {
    /** Cutovers and rollbacks during one flow of elements. */
    private static final int ROUNDS = Boolean.getBoolean("full") ? 200 : 4;

    private static final int QUEUE = 3;

    private static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Servers.redis62(), Servers.redis70(), "auto", RedisProtocol.RESP2),
                Arguments.of(Servers.redis70(), Servers.valkey80(), "dedicated", RedisProtocol.RESP3),
                Arguments.of(Servers.valkey80(), Servers.valkey80(), "auto", RedisProtocol.RESP3),
                Arguments.of(Servers.redis62(), Servers.valkey80(), "dedicated", RedisProtocol.RESP2));
    }

    private static Rig rig(ServerBinary source, ServerBinary target, String lanes) throws Exception {
        return Rig.of(source, target).with("sluice.lanes", lanes).start();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldCarryBlockedClientsThereAndBack(
            ServerBinary source, ServerBinary target, String lanes, RedisProtocol protocol) throws Exception {
        try (Rig rig = rig(source, target, lanes);
                BlockedClients clients = new BlockedClients(rig, protocol);
                Jedis atSource = rig.source();
                Jedis atTarget = rig.target()) {
            atSource.xadd("entries", new StreamEntryID(5, 0), Map.of("old", "1"));
            atSource.xgroupCreate("grouped", "group", new StreamEntryID(0, 0), true);
            rig.migrate();
            // What 6.2 does not know would stop the way back.
            boolean plain = atSource.info("server").contains("redis_version:6.");
            Blocked there = new Blocked(clients, atSource, plain);
            long began = System.nanoTime();
            CompletableFuture<List<String>> empty = clients.block(atSource, client -> client.blpop(2, "never"));
            CompletableFuture<Long> waited = clients.start(client -> {
                client.set("mine", "1");
                return client.waitReplicas(5, 2_000);
            });

            AttemptReport report = rig.cutover();

            assertThat(report.committed()).as(report::reason).isTrue();
            assertThat(report.moved().get("blocked")).isGreaterThanOrEqualTo(there.count());
            assertThat(Rig.get(waited)).isLessThan(5);
            assertThat(Rig.get(empty)).isNull();
            assertThat(millisSince(began)).isBetween(1_990L, 8_000L);
            there.serve(atTarget, 10);

            Blocked back = new Blocked(clients, atTarget, plain);
            assertThat(rig.rollback().committed()).isTrue();
            back.serve(atSource, 20);
            rig.awaitState("READY");
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldGoOnAtTheOldNodeAfterARehearsal(
            ServerBinary source, ServerBinary target, String lanes, RedisProtocol protocol) throws Exception {
        try (Rig rig = rig(source, target, lanes);
                BlockedClients clients = new BlockedClients(rig, protocol);
                Jedis atSource = rig.source()) {
            rig.migrate();
            Blocked blocked = new Blocked(clients, atSource, true);

            AttemptReport report = Rig.get(rig.migration().cutover(new Migration.CutoverOptions(true, null, null)));

            assertThat(report.reason()).isNull();
            blocked.serve(atSource, 10);
        }
    }

    /** One consumer pops what one producer pushes, and the node changes all the time: each element comes once, in order. */
    @ParameterizedTest
    @MethodSource("kinds")
    void shouldDeliverEachElementOnceAndInOrder(
            ServerBinary source, ServerBinary target, String lanes, RedisProtocol protocol) throws Exception {
        try (Rig rig = rig(source, target, lanes);
                BlockedClients clients = new BlockedClients(rig, protocol)) {
            rig.migrate();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<List<String>> popped = clients.start(client -> pop(client));
            CompletableFuture<Integer> pushed = clients.start(client -> push(client, over));

            for (int round = 0; round < ROUNDS; round++) {
                AttemptReport report = round % 2 == 0 ? rig.cutover() : rig.rollback();
                assertThat(report.committed()).as(report::reason).isTrue();
                rig.awaitState(round % 2 == 0 ? "REVERSIBLE" : "READY");
            }
            over.set(true);

            int count = Rig.get(pushed);
            assertThat(count).isPositive();
            assertThat(Rig.get(popped))
                    .isEqualTo(IntStream.range(0, count)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    private static List<String> pop(Jedis client) {
        List<String> elements = new ArrayList<>();
        List<String> popped = client.blpop(0, "flow");
        while (!popped.get(1).equals("end")) {
            elements.add(popped.get(1));
            popped = client.blpop(0, "flow");
        }
        return elements;
    }

    private static int push(Jedis client, AtomicBoolean over) {
        int pushed = 0;
        while (!over.get()) {
            client.rpush("flow", Integer.toString(pushed++));
        }
        client.rpush("flow", "end");
        return pushed;
    }

    /** One client in each blocking command that every version has, and some that wait in a row. */
    private static final class Blocked {
        private final CompletableFuture<List<String>> popped;
        private final CompletableFuture<String> moved;
        private final CompletableFuture<?> least;
        private final CompletableFuture<List<Map.Entry<String, List<StreamEntry>>>> read;
        private final List<CompletableFuture<List<String>>> queue = new ArrayList<>();
        /** A member of a group, and commands of 7.0. */
        private final List<CompletableFuture<?>> more = new ArrayList<>();

        Blocked(BlockedClients clients, Jedis node, boolean plain) {
            popped = clients.block(node, client -> client.brpop(0, "first", "list"));
            moved = clients.block(
                    node, client -> client.blmove("from", "to", ListDirection.LEFT, ListDirection.RIGHT, 0));
            least = clients.block(node, client -> client.bzpopmin(0, "scores"));
            read = clients.block(
                    node,
                    client -> client.xread(
                            XReadParams.xReadParams().block(0), Map.of("entries", StreamEntryID.XREAD_NEW_ENTRY)));
            for (int i = 0; i < QUEUE; i++) {
                queue.add(clients.block(node, client -> client.blpop(0, "fifo")));
            }
            if (!plain) {
                more.add(clients.block(node, client -> client.blmpop(0, ListDirection.LEFT, "many", "list9")));
                more.add(clients.block(node, client -> client.bzmpop(0, SortedSetOption.MIN, "scores9", "scores8")));
                more.add(clients.block(
                        node,
                        client -> client.xreadGroup(
                                "group",
                                "me",
                                XReadGroupParams.xReadGroupParams().block(0),
                                Map.of("grouped", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY))));
            }
        }

        int count() {
            return 4 + queue.size() + more.size();
        }

        void serve(Jedis node, int mark) throws Exception {
            node.rpush("list", "l" + mark);
            node.rpush("from", "f" + mark);
            node.zadd("scores", mark, "s" + mark);
            node.xadd("entries", new StreamEntryID(mark, 0), Map.of("e", "1"));
            assertThat(Rig.get(popped)).containsExactly("list", "l" + mark);
            assertThat(Rig.get(moved)).isEqualTo("f" + mark);
            assertThat(Rig.get(least).toString()).contains("s" + mark);
            assertThat(Rig.get(read).toString()).contains(mark + "-0").doesNotContain("5-0");
            for (int i = 0; i < QUEUE; i++) {
                node.rpush("fifo", mark + "/" + i);
                assertThat(Rig.get(queue.get(i))).containsExactly("fifo", mark + "/" + i);
            }
            if (!more.isEmpty()) {
                node.rpush("many", "m" + mark);
                node.zadd("scores8", mark, "z" + mark);
                assertThat(Rig.get(more.get(0)).toString()).contains("m" + mark);
                assertThat(Rig.get(more.get(1)).toString()).contains("z" + mark);
                node.xadd("grouped", new StreamEntryID(mark, 0), Map.of("g", "1"));
                assertThat(Rig.get(more.get(2)).toString()).contains(mark + "-0");
            }
        }
    }
}

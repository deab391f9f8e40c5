package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.it.Servers;
import dev.sluice.testservers.ServerBinary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.SafeEncoder;

/** Subscribers are moved with everything else: each hears each message once and in order, whatever becomes of an attempt. */
class SubscriptionsAtCutoverIT {
    private static final int ROUNDS = Boolean.getBoolean("full") ? 100 : 1;
    /** Too short for an attempt, each to be given up somewhere else, and some perhaps long enough. */
    private static final int[] PAUSES_MS = {1, 4, 8, 12, 16};

    static Stream<Arguments> pairs() {
        return Stream.of("auto", "dedicated")
                .flatMap(lanes -> Stream.of(
                        pair(Servers.redis62(), Servers.redis70(), lanes, false),
                        pair(Servers.redis70(), Servers.valkey80(), lanes, true)));
    }

    private static Arguments pair(ServerBinary source, ServerBinary target, String lanes, boolean shards) {
        return Arguments.of(Named.of(source.toString(), source), Named.of(target.toString(), target), lanes, shards);
    }

    /** A subscriber, and what stands before the payload of the messages that it is to hear. */
    private record Subscriber(PubSubClient client, String prefix, boolean shard) {}

    @ParameterizedTest(name = "{0} -> {1}, lanes {2}")
    @MethodSource("pairs")
    void shouldHearEveryMessageOnce(ServerBinary source, ServerBinary target, String lanes, boolean shards)
            throws Exception {
        try (Rig rig = Rig.of(source, target).with("sluice.lanes", lanes).start()) {
            rig.migrate();
            List<Subscriber> subscribers = subscribe(rig, shards);
            List<NumberedPublisher> publishers = new ArrayList<>();
            publishers.add(
                    new NumberedPublisher("p", patient(rig.clients().port()), NumberedPublisher.PUBLISH, "news"));
            publishers.add(
                    new NumberedPublisher("q", patient(rig.clients().port()), NumberedPublisher.PUBLISH, "news"));
            if (shards) {
                publishers.add(
                        new NumberedPublisher("s", patient(rig.clients().port()), NumberedPublisher.SPUBLISH, "shard"));
            }

            for (int round = 0; round < ROUNDS; round++) {
                attemptsThatMayFail(rig);
                thereAndBack(rig, subscribers, round);
            }

            assertThat(publishers).allSatisfy(publisher -> {
                int count = publisher.stop();
                subscribers.stream()
                        .filter(subscriber -> subscriber.shard() == publisher.name.equals("s"))
                        .forEach(subscriber -> assertHeard(subscriber, publisher.name, count));
            });
            for (Subscriber subscriber : subscribers) {
                assertThat(subscriber.client().isLost()).isFalse();
                subscriber.client().close();
            }
        }
    }

    private static Jedis patient(int port) {
        return new Jedis("127.0.0.1", port, (int) Rig.PATIENCE.toMillis());
    }

    private static List<Subscriber> subscribe(Rig rig, boolean shards) throws Exception {
        List<Subscriber> subscribers = new ArrayList<>();
        for (int resp : new int[] {2, 3}) {
            PubSubClient channel = new PubSubClient("channel" + resp, rig.clients(), resp);
            channel.send("SUBSCRIBE", "other", "news").awaitFrame("subscribe news :2");
            subscribers.add(new Subscriber(channel, "message news ", false));
            PubSubClient pattern = new PubSubClient("pattern" + resp, rig.clients(), resp);
            pattern.send("PSUBSCRIBE", "n*s").awaitFrame("psubscribe n*s :1");
            subscribers.add(new Subscriber(pattern, "pmessage n*s news ", false));
            if (shards) {
                PubSubClient shard = new PubSubClient("shard" + resp, rig.clients(), resp);
                shard.send("SSUBSCRIBE", "shard").awaitFrame("ssubscribe shard :1");
                subscribers.add(new Subscriber(shard, "smessage shard ", true));
            }
        }
        return subscribers;
    }

    /** Whichever goes through is taken back. */
    private static void attemptsThatMayFail(Rig rig) throws Exception {
        for (int pause : PAUSES_MS) {
            AttemptReport report = attempt(rig, true, Duration.ofMillis(pause));
            if (report.committed()) {
                rig.awaitState("REVERSIBLE");
                assertThat(attempt(rig, false, null).committed()).isTrue();
            }
            rig.awaitState("READY");
        }
    }

    private static AttemptReport attempt(Rig rig, boolean there, Duration pause) {
        Migration.CutoverOptions options = new Migration.CutoverOptions(false, pause, null);
        AtomicReference<AttemptReport> report = new AtomicReference<>();
        Awaitility.await()
                .atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsMatching(failure -> failure instanceof RefusedException refused
                        && refused.code().equals("NOTREADY"))
                .until(() -> {
                    report.set(Rig.get(
                            there
                                    ? rig.migration().cutover(options)
                                    : rig.migration().rollback(options)));
                    return true;
                });
        return report.get();
    }

    /** With a publisher at each node that knows nothing of Sluice. */
    private static void thereAndBack(Rig rig, List<Subscriber> subscribers, int round) throws Exception {
        String there = "direct" + round + "-";
        try (NumberedPublisher direct =
                new NumberedPublisher(there, patient(rig.source.port()), NumberedPublisher.PUBLISH, "news")) {
            awaitHeard(subscribers, there + "20");
            int before = direct.published();
            AttemptReport report = attempt(rig, true, null);
            assertThat(report.committed()).as(report.toString()).isTrue();
            assertThat(report.moved()).containsEntry("subscribed", subscribers.size());
            rig.awaitState("REVERSIBLE");
            direct.stop();
            assertHeardUpTo(subscribers, there, before);
        }
        String back = "back" + round + "-";
        try (NumberedPublisher direct =
                new NumberedPublisher(back, patient(rig.target.port()), NumberedPublisher.PUBLISH, "news")) {
            awaitHeard(subscribers, back + "20");
            int before = direct.published();
            assertThat(attempt(rig, false, null).committed()).isTrue();
            rig.awaitState("READY");
            direct.stop();
            assertHeardUpTo(subscribers, back, before);
        }
    }

    private static void awaitHeard(List<Subscriber> subscribers, String message) {
        subscribers.stream()
                .filter(subscriber -> !subscriber.shard())
                .forEach(subscriber -> subscriber.client().awaitFrame(subscriber.prefix() + message));
    }

    /** Who publishes at the node that was left is heard to some point behind the last message before the cutover, without a gap. */
    private static void assertHeardUpTo(List<Subscriber> subscribers, String name, int atLeast) {
        subscribers.stream().filter(subscriber -> !subscriber.shard()).forEach(subscriber -> {
            List<String> heard =
                    subscriber.client().heard(subscriber.prefix() + name).toList();
            assertThat(heard).isEqualTo(numbers(heard.size())).hasSizeGreaterThanOrEqualTo(atLeast);
        });
    }

    private static void assertHeard(Subscriber subscriber, String name, int count) {
        subscriber.client().awaitFrame(subscriber.prefix() + name + (count - 1));
        List<String> heard =
                subscriber.client().heard(subscriber.prefix() + name).toList();
        assertThat(heard).as(subscriber.prefix() + name).isEqualTo(numbers(count));
        assertThat(count).isGreaterThan(20);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest(name = "{0} -> {1}, lanes {2}")
    @MethodSource("pairs")
    void shouldSubscribeAndUnsubscribeWhileHeldAndHearOfKeysAndCommands(
            ServerBinary source, ServerBinary target, String lanes, boolean shards) throws Exception {
        try (Rig rig = Rig.of(
                                Servers.start(source, "notify-keyspace-events KEA"),
                                Servers.start(target, "notify-keyspace-events KEA"))
                        .with("sluice.lanes", lanes)
                        .with("sluice.limits.transaction-commands", "1")
                        .start();
                PubSubClient changing = new PubSubClient("changing", rig.clients(), 2);
                PubSubClient keys = new PubSubClient("keys", rig.clients(), 3);
                PubSubClient monitor = new PubSubClient("monitor", rig.clients(), 2);
                Jedis inTransaction = rig.client();
                Jedis client = rig.client()) {
            rig.migrate();
            changing.send("SUBSCRIBE", "a", "b").awaitFrame("subscribe b :2");
            keys.send("PSUBSCRIBE", "__keyspace@0__:k*").awaitFrame("psubscribe __keyspace@0__:k* :1");
            monitor.send("MONITOR").awaitFrame("+OK");
            client.incr("k1");
            // More than can be moved, so the hold lasts until it has run.
            inTransaction.sendCommand(Command.MULTI);
            inTransaction.sendCommand(Command.INCR, "t");
            inTransaction.sendCommand(Command.INCR, "t");
            CompletionStage<AttemptReport> cutover =
                    rig.migration().cutover(new Migration.CutoverOptions(false, null, null));
            rig.awaitState("HELD");
            changing.send("UNSUBSCRIBE", "a").send("PSUBSCRIBE", "c*");
            client.get("k1");

            inTransaction.sendCommand(Command.EXEC);

            AttemptReport report = Rig.get(cutover);
            assertThat(report.committed()).as(report.toString()).isTrue();
            assertThat(report.moved()).containsEntry("subscribed", 2).containsEntry("monitoring", 1);
            changing.awaitFrame("psubscribe c* :2");
            client.incr("k2");
            for (String channel : List.of("a", "b", "c")) {
                client.publish(channel, "after");
            }
            changing.send("PING").awaitFrame("pong ");
            assertThat(changing.frames())
                    .containsExactly(
                            "subscribe a :1",
                            "subscribe b :2",
                            "unsubscribe a :1",
                            "psubscribe c* :2",
                            "message b after",
                            "pmessage c* c after",
                            "pong ");
            keys.send("PING").awaitFrame("+PONG");
            assertThat(keys.heard("pmessage __keyspace@0__:k* ").toList())
                    .containsExactly("__keyspace@0__:k1 incrby", "__keyspace@0__:k2 incrby");
            Awaitility.await().until(() -> monitor.frames().stream().anyMatch(line -> line.contains("\"k2\"")));
            String subscribers =
                    SafeEncoder.encode((byte[]) client.sendCommand(Command.CLIENT, "LIST", "TYPE", "PUBSUB"));
            assertThat(subscribers).contains(" sub=1 psub=1 ").contains(" sub=0 psub=1 ");
        }
    }
}

package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.it.Servers;
import dev.sluice.proof.Endpoint;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.testservers.FaultyLink;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Two servers, a Sluice in a process of its own, and clients that are there whenever it is; every way between them is a link. */
final class CrashRig implements AutoCloseable {
    /** "A few seconds": the writers of an application wait as long as this at most. */
    private static final Duration SOLE_WRITER = Duration.ofSeconds(5);

    private static final int CLIENTS = 4;

    /** A full copy starts at once, instead of waiting for other replicas. */
    private static final String NO_DELAY = "repl-diskless-sync-delay 0";

    final RunningServer source;
    final RunningServer target;
    final StateFiles files;
    final SluiceProcess sluice;
    final FaultyLink replication;
    private final Path directory;
    private final FaultyLink toSource;
    private final FaultyLink toTarget;
    private final List<Life> lives = new ArrayList<>();

    CrashRig(ServerBinary sourceBinary, ServerBinary targetBinary) throws IOException {
        directory = Files.createTempDirectory("sluice-crash");
        Path stateDir = Files.createDirectory(directory.resolve("state"));
        files = new StateFiles(stateDir);
        sluice = new SluiceProcess(stateDir, directory.resolve("output"));
        source = Servers.start(sourceBinary, NO_DELAY);
        target = Servers.start(targetBinary, NO_DELAY);
        toSource = FaultyLink.to(source.address());
        toTarget = FaultyLink.to(target.address());
        replication = FaultyLink.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), sluice.replicationPort));
        sluice.set("sluice.source.uri", "redis://127.0.0.1:" + toSource.port())
                .set("sluice.target.uri", "redis://127.0.0.1:" + toTarget.port())
                .set("sluice.replication.announce-host", "127.0.0.1")
                .set("sluice.replication.announce-port", Integer.toString(replication.port()))
                .set("sluice.replication.ack-interval", "100ms")
                .set("sluice.cutover.ready-after", "200ms")
                .set("sluice.cutover.max-pause", "20s");
        sluice.set("sluice.lanes", sourceBinary.isAtLeast("7.0") ? "auto" : "dedicated");
        for (String phase : new String[] {"transaction", "drain", "fence", "catch-up", "seal"}) {
            sluice.set("sluice.cutover." + phase + "-timeout", "10s");
        }
    }

    /** Makes every step last, so that each state can be met. */
    void slow(Duration delay) {
        toSource.delay(delay);
        toTarget.delay(delay);
        replication.delay(delay);
    }

    /** Starts Sluice; clients come as soon as it takes them. */
    void start() throws IOException {
        sluice.spawn();
        serve();
    }

    /** Waits until the Sluice that was spawned serves, and lets clients come. */
    void serve() {
        sluice.awaitServing();
        LoadOptions options = LoadOptions.of(CLIENTS, "life" + lives.size()).withRate(100);
        lives.add(new Life(options, LoadGroup.start(sluice.clients(), null, options)));
    }

    /** Of the clients of the newest life. */
    long acknowledged() {
        return lives.get(lives.size() - 1).group.meter().acknowledged();
    }

    /** The clients of the lives before lost their connection, and nothing else. */
    void endClients() {
        Life life = lives.get(lives.size() - 1);
        life.histories = life.group.stop();
        assertThat(life.group.meter().errors())
                .as(() -> life.group.meter().messages().toString())
                .isZero();
    }

    String state() {
        return sluice.status("state");
    }

    void awaitState(String... states) {
        Awaitility.await()
                .atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(state())
                        .as(() -> "reason: " + sluice.status("reason") + ", problems: " + sluice.status("problems"))
                        .isIn((Object[]) states));
    }

    /** The node that serves accepts writes, the other one refuses them, within {@link #SOLE_WRITER}. */
    void soleWriter(String active) {
        try (Jedis writer = node(active).connect();
                Jedis other =
                        node(active.equals("SOURCE") ? "TARGET" : "SOURCE").connect()) {
            Awaitility.await()
                    .atMost(SOLE_WRITER)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsInstanceOf(JedisDataException.class)
                    .untilAsserted(() -> {
                        assertThat(writer.set("probe", active)).isEqualTo("OK");
                        assertThat(other.info("replication")).contains("role:slave");
                    });
            assertThatThrownBy(() -> other.set("probe", "nobody"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("READONLY");
        }
    }

    /** Full copies that a node has given since it was started. */
    long fullCopiesOf(String role) {
        try (Jedis jedis = node(role).connect()) {
            return jedis.info("stats")
                    .lines()
                    .filter(line -> line.startsWith("sync_full:"))
                    .mapToLong(line -> Long.parseLong(line.substring("sync_full:".length())))
                    .sum();
        }
    }

    /** Asks a node itself for everything that was acknowledged to clients whose life is over. */
    void everythingIsAt(String role) {
        for (Life life : lives) {
            List<ClientHistory> histories = life.histories;
            if (histories != null) {
                Verdict verdict = HistoryVerifier.verify(node(role), life.options.keys(), histories);
                assertThat(verdict.exact())
                        .as(life.options.keys() + " " + verdict)
                        .isTrue();
            }
        }
    }

    Endpoint node(String role) {
        return Endpoint.of("127.0.0.1", role.equals("SOURCE") ? source.port() : target.port());
    }

    @Override
    public void close() throws IOException {
        lives.forEach(life -> life.group.close());
        sluice.close();
        replication.close();
        toSource.close();
        toTarget.close();
        source.close();
        target.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
    /** The clients between a start of Sluice and its end. */
    private static final class Life {
        final LoadOptions options;
        final LoadGroup group;

        /** Null while they work. */
        @Nullable
        List<ClientHistory> histories;

        Life(LoadOptions options, LoadGroup group) {
            this.options = options;
            this.group = group;
        }
    }
}

package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proof.Endpoint;
import dev.sluice.proof.check.HistoryVerifier;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.dataset.DataLoader;
import dev.sluice.proof.dataset.DataSpec;
import dev.sluice.proof.dataset.DatasetComparison;
import dev.sluice.proof.dataset.DatasetImage;
import dev.sluice.proof.dataset.DatasetReader;
import dev.sluice.proof.dataset.ServerDigest;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.FactKeys;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.load.LoadGroup;
import dev.sluice.proof.load.LoadOptions;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.FaultyLink;
import dev.sluice.testservers.RunningServer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/** The proof itself, without Sluice: on servers that are well, and on servers whose data was tampered with. */
class ProofIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void shouldFindAllFactsOnAServerThatIsWellAndNoticeWhatWasTamperedWith() {
        try (RunningServer server = Servers.start(Servers.redis70())) {
            Endpoint endpoint = endpoint(server);
            LoadOptions options = LoadOptions.of(10, "it").withRate(0);
            List<ClientHistory> histories = load(endpoint, endpoint, options, 5_000);

            Verdict well = HistoryVerifier.verify(endpoint, options.keys(), histories);
            assertThat(well.details()).isEmpty();
            assertThat(well.acknowledged()).isGreaterThan(5_000);
            assertThat(well.errors() + well.unknown()).isZero();

            tamper(server, options.keys());
            Verdict tampered = HistoryVerifier.verify(endpoint, options.keys(), histories);
            assertThat(tampered.lost()).as("lost").isGreaterThanOrEqualTo(1);
            assertThat(tampered.duplicated()).as("duplicated").isEqualTo(2);
            assertThat(tampered.reordered()).as("reordered").isEqualTo(1);
        }
    }

    @Test
    void shouldEndBypassClientsAtTheFenceAndFindTheirWrites() {
        try (RunningServer server = Servers.start(Servers.redis62());
                Jedis jedis = new Jedis(server.host(), server.port())) {
            Endpoint endpoint = endpoint(server);
            LoadOptions options = LoadOptions.of(0, "it").withBypass(2);
            LoadGroup group = LoadGroup.start(endpoint, endpoint, options);
            Awaitility.await().atMost(SOON).until(() -> group.meter().acknowledged() > 50);

            jedis.configSet("min-replicas-to-write", "2147483647");
            Awaitility.await().atMost(SOON).until(() -> group.alive() == 0);

            Verdict verdict = HistoryVerifier.verify(endpoint, options.keys(), group.stop());
            assertThat(verdict.details()).isEmpty();
            assertThat(verdict.refused()).isEqualTo(2);
            assertThat(verdict.errors()).isZero();
            assertThat(group.meter().dropped()).isZero();
        }
    }

    @Test
    void shouldCountLostConnectionsAndAllowForTheirLastOperation() {
        try (RunningServer server = Servers.start(Servers.redis70());
                FaultyLink link = FaultyLink.to(server.address())) {
            Endpoint proxy = Endpoint.of("127.0.0.1", link.port());
            LoadOptions options = LoadOptions.of(6, "it");
            LoadGroup group = LoadGroup.start(proxy, null, options);
            Awaitility.await().atMost(SOON).until(() -> group.meter().acknowledged() > 100);

            link.reset();
            Awaitility.await().atMost(SOON).until(() -> group.alive() == 0);

            Verdict verdict = HistoryVerifier.verify(endpoint(server), options.keys(), group.stop());
            assertThat(group.meter().opened()).isEqualTo(6);
            assertThat(group.meter().dropped()).isEqualTo(6);
            assertThat(verdict.details()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2, REDIS, 7.0", "REDIS, 7.0, VALKEY, 8.0", "VALKEY, 8.0, VALKEY, 8.0"})
    void shouldReadEqualImagesFromAReplicaOfAnotherVersion(
            Family family, String line, Family replicaFamily, String replicaLine) {
        try (RunningServer source = Servers.start(Servers.of(family, line));
                RunningServer replica = Servers.start(Servers.of(replicaFamily, replicaLine));
                Jedis jedis = new Jedis(replica.host(), replica.port())) {
            long loaded = DataLoader.load(endpoint(source), new DataSpec(3_000, 4, 300, 7), keys -> {});
            assertThat(loaded).isEqualTo(3_000);
            jedis.replicaof(source.host(), source.port());
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> jedis.info("replication").contains("master_link_status:up"));

            DatasetImage original = read(source);
            DatasetComparison comparison = DatasetComparison.compare(original, read(replica));
            assertThat(comparison.details()).isEmpty();
            assertThat(comparison.compared()).isGreaterThan(2_900);
            assertThat(ServerDigest.of(endpoint(source))).isPresent();
            if (family == replicaFamily && line.equals(replicaLine)) {
                assertThat(ServerDigest.of(endpoint(replica))).isEqualTo(ServerDigest.of(endpoint(source)));
            }

            jedis.replicaofNoOne();
            jedis.xgroupSetID("data:large:5", "behind", new redis.clients.jedis.StreamEntryID(0, 1));
            jedis.persist("data:21");
            jedis.del("data:9");
            assertThat(DatasetComparison.compare(original, read(replica)).different())
                    .isEqualTo(3);
        }
    }

    private static void tamper(RunningServer server, FactKeys keys) {
        try (Jedis jedis = new Jedis(server.host(), server.port())) {
            jedis.select(1);
            jedis.lpop(keys.of(1, Kind.LIST));
            jedis.select(2);
            jedis.incr(keys.of(2, Kind.COUNTER));
            jedis.hincrBy(keys.of(2, Kind.HASH), "1", 1);
            jedis.select(3);
            String list = keys.of(3, Kind.LIST);
            String first = jedis.lpop(list);
            jedis.linsert(list, redis.clients.jedis.args.ListPosition.AFTER, jedis.lindex(list, 0), first);
        }
    }

    private static List<ClientHistory> load(Endpoint proxy, Endpoint source, LoadOptions options, long operations) {
        LoadGroup group = LoadGroup.start(proxy, source, options);
        Awaitility.await().atMost(SOON).until(() -> group.meter().acknowledged() > operations);
        return group.stop();
    }

    private static DatasetImage read(RunningServer server) {
        return DatasetReader.read(endpoint(server), "*", keys -> {});
    }

    private static Endpoint endpoint(RunningServer server) {
        return Endpoint.of(server.host(), server.port());
    }
}

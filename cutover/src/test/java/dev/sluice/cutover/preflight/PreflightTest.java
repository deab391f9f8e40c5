package dev.sluice.cutover.preflight;

import static dev.sluice.cutover.api.PreflightReport.Outcome.FAIL;
import static dev.sluice.cutover.api.PreflightReport.Outcome.OK;
import static dev.sluice.cutover.api.PreflightReport.Outcome.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.api.PreflightReport.Check;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import dev.sluice.cutover.port.Gate.Blocker;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.preflight.PreflightInput.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check once as it should be, in the healthy pair, and once or more often as it should not. */
class PreflightTest {
    @Test
    void shouldFindNothingWrongWithAHealthyPair() {
        PreflightReport report = Preflight.check(new Pair().input());
        assertThat(report.passed()).isTrue();
        assertThat(report.checks()).allSatisfy(check -> {
            assertThat(check.outcome()).as(check.name()).isEqualTo(OK);
            assertThat(check.advice()).isEmpty();
        });
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "source.role",
                        FAIL,
                        "replica of 10.0.0.9:6379",
                        pair -> pair.source
                                .info("role", "slave")
                                .info("master_host", "10.0.0.9")
                                .info("master_port", "6379")),
                fault("target.role", FAIL, "replica of", pair -> pair.target.info("role", "slave")),
                fault("source.is-master", FAIL, "slave", pair -> pair.source.info("role", "slave")),
                fault("source.replicas", WARN, "2 connected", pair -> pair.source.info("connected_slaves", "2")),
                fault("source.cluster", FAIL, "cluster mode", pair -> pair.source.info("cluster_enabled", "1")),
                fault("target.cluster", FAIL, "cluster mode", pair -> pair.target.info("redis_mode", "cluster")),
                fault(
                        "source.sentinel",
                        FAIL,
                        "sentinel-1a2b3c4d-cmd",
                        pair -> pair.source.client("sentinel-1a2b3c4d-cmd")),
                fault("target.sentinel", FAIL, "is a Sentinel", pair -> pair.target.info("redis_mode", "sentinel")),
                fault("target.busy", FAIL, "loading", pair -> pair.target.info("loading", "1")),
                fault(
                        "source.busy",
                        FAIL,
                        "waiting-for-sync",
                        pair -> pair.source.info("master_failover_state", "waiting-for-sync")),
                fault(
                        "target.empty",
                        FAIL,
                        "7 keys in databases [0, 3]",
                        pair -> pair.target.keys(0, 4).keys(3, 3)),
                fault("target.empty", WARN, "4 keys", pair -> {
                    pair.target.keys(0, 4);
                    pair.acceptTargetData = true;
                }),
                fault("source.version", FAIL, "redis 6.0.5", pair -> pair.source.version("redis", "6.0.5")),
                fault("versions", WARN, "redis 7.2 -> redis 7.4", pair -> {
                    pair.source.version("redis", "7.2.4");
                    pair.target.version("redis", "7.4.1");
                }),
                fault("snapshot-format", FAIL, "sends REDIS0010, which redis 6.2.7 cannot read", pair -> {
                    pair.source.version("redis", "7.0.15");
                    pair.target.version("redis", "6.2.7");
                }),
                fault(
                        "snapshot-format",
                        FAIL,
                        "redis 99.0.0 sends is not known",
                        pair -> pair.source.version("redis", "99.0.0")),
                fault("two-nodes", FAIL, "same server", pair -> pair.target.info("run_id", "run-source")),
                fault("source.command.psync", FAIL, "NOPERM", pair -> pair.source.refused("psync", "NOPERM no")),
                fault(
                        "target.command.replicaof",
                        FAIL,
                        "unknown command",
                        pair -> pair.target.refused("replicaof", "ERR unknown command")),
                fault(
                        "source.command.config-set",
                        FAIL,
                        "NOPERM",
                        pair -> pair.source.refused("config|set", "NOPERM no")),
                fault(
                        "source.command.client-pause",
                        FAIL,
                        "NOPERM",
                        pair -> pair.source.refused("client|pause", "NOPERM no")),
                fault("source.way-back", FAIL, "another machine", pair -> {
                    pair.sourceEndpoint = new Endpoint("10.1.1.1", 6379);
                    pair.sourceAnnounced = new Endpoint("127.0.0.1", 6391);
                }),
                fault(
                        "target.way-back",
                        FAIL,
                        "the name sluice.example",
                        pair -> pair.targetAnnounced = new Endpoint("sluice.example", 6391)),
                fault("target.way-back", FAIL, "0.0.0.0", pair -> pair.targetAnnounced = new Endpoint("0.0.0.0", 6391)),
                fault("target.tls-replication", FAIL, "with TLS", pair -> pair.target.config("tls-replication", "yes")),
                fault(
                        "source.replication-buffer",
                        WARN,
                        "1048576 bytes",
                        pair -> pair.source.config("client-output-buffer-limit", "normal 0 0 0 replica 1048576 0 0")),
                fault(
                        "target.replication-buffer",
                        WARN,
                        "1048576 bytes",
                        pair -> pair.target.config("client-output-buffer-limit", "normal 0 0 0 slave 1048576 0 0")),
                fault("source.backlog", WARN, "1000 bytes", pair -> {
                    pair.source.config("repl-backlog-size", "1000");
                    pair.backlogBytes = 0;
                }),
                fault("source.backlog", WARN, "not told", pair -> pair.source.without("repl-backlog-size")),
                fault("source.clock", WARN, "-900 ms", pair -> pair.source.clock(Duration.ofMillis(-900))),
                fault("target.clock", FAIL, "60000 ms", pair -> pair.target.clock(Duration.ofMinutes(1))),
                fault(
                        "target.notify-keyspace-events",
                        WARN,
                        "\"\", the source has \"AKE\"",
                        pair -> pair.source.config("notify-keyspace-events", "AKE")),
                fault("databases", FAIL, "source 16, target 8", pair -> pair.target.config("databases", "8")),
                fault("databases", FAIL, "not told", pair -> pair.source.without("databases")),
                fault("target.memory", FAIL, "may use 500000", pair -> pair.target.config("maxmemory", "500000")),
                fault(
                        "target.memory",
                        WARN,
                        "may use 1100000",
                        pair -> pair.target.info("total_system_memory", "1100000")),
                fault("target.maxclients", FAIL, "the target takes 5", pair -> pair.target.config("maxclients", "5")),
                fault(
                        "source.stale-fence",
                        FAIL,
                        "2147483647",
                        pair -> pair.source.config("min-replicas-to-write", "2147483647")),
                fault(
                        "target.stale-fence",
                        FAIL,
                        "2147483647",
                        pair -> pair.target.config("min-replicas-to-write", "2147483647")),
                fault("target.min-replicas", FAIL, "1", pair -> pair.target.config("min-replicas-to-write", "1")),
                fault(
                        "target.persistence",
                        FAIL,
                        "BGSAVE failed",
                        pair -> pair.target.info("rdb_last_bgsave_status", "err")),
                fault(
                        "target.persistence",
                        FAIL,
                        "AOF write failed",
                        pair -> pair.target.info("aof_last_write_status", "err")),
                fault("source.replica-read-only", FAIL, "no", pair -> pair.source.config("replica-read-only", "no")),
                fault(
                        "target.replica-serve-stale-data",
                        FAIL,
                        "no",
                        pair -> pair.target.config("replica-serve-stale-data", "no")),
                fault(
                        "target.replica-ignore-maxmemory",
                        FAIL,
                        "no",
                        pair -> pair.target
                                .config("replica-ignore-maxmemory", "no")
                                .config("maxmemory", "100000000")),
                fault(
                        "target.maxmemory",
                        FAIL,
                        "2000 of 1000",
                        pair -> pair.target.config("maxmemory", "1000").info("used_memory", "2000")),
                fault(
                        "target.maxmemory",
                        WARN,
                        "allkeys-lru",
                        pair -> pair.target.config("maxmemory", "100000000").config("maxmemory-policy", "allkeys-lru")),
                fault(
                        "target.knows-commands",
                        WARN,
                        "1 commands of the source are unknown there: zz",
                        pair -> pair.source.command("zz")),
                fault("target.appendonly", WARN, "the target does not", pair -> pair.source.info("aof_enabled", "1")),
                fault("source.modules", WARN, "name=bf", pair -> pair.source.info("module", "name=bf,ver=1")),
                fault(
                        "users.tried",
                        FAIL,
                        "user app is refused: WRONGPASS",
                        pair -> pair.refusedUsers = Map.of("app", "WRONGPASS invalid")),
                fault("users.known", FAIL, "batch", pair -> pair.source.users("default", "batch")),
                fault("users.known", WARN, "does not tell", pair -> pair.target.aclUsers()),
                fault(
                        "sessions",
                        WARN,
                        "session #12 10.0.0.7:5 (worker): blocked",
                        pair -> pair.blockers = List.of(new Blocker(12, "10.0.0.7:5", "worker", "blocked"))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("faults")
    void shouldTellEachFaultWithAdvice(String name, Outcome outcome, String words, Consumer<Pair> change) {
        Pair pair = new Pair();
        change.accept(pair);
        PreflightReport report = Preflight.check(pair.input());
        Check check = only(report, name);
        assertThat(check.outcome()).isEqualTo(outcome);
        assertThat(check.found()).contains(words);
        assertThat(check.advice()).isNotEmpty();
        assertThat(report.passed()).isEqualTo(report.checks().stream().noneMatch(one -> one.outcome() == FAIL));
    }

    @Test
    void shouldSayWhyANodeCannotBeAskedAndStillCheckTheOther() {
        Pair pair = new Pair();
        pair.targetDown = true;
        pair.source.info("cluster_enabled", "1");
        PreflightReport report = Preflight.check(pair.input());
        assertThat(only(report, "target.reachable").found()).contains("127.0.0.1:7002: connection refused");
        assertThat(only(report, "target.reachable").outcome()).isEqualTo(FAIL);
        assertThat(only(report, "source.cluster").outcome()).isEqualTo(FAIL);
    }

    @Test
    void shouldAcceptAStandbyThatFollowsSluiceAndHoldsTheCopy() {
        Pair pair = new Pair();
        pair.linked = true;
        pair.target.info("role", "slave").keys(0, 100);
        assertThat(Preflight.check(pair.input()).passed()).isTrue();
    }

    @Test
    void shouldExpectTheRolesTheOtherWayRoundAfterACutover() {
        Pair pair = new Pair();
        pair.linked = true;
        pair.active = NodeRole.TARGET;
        pair.source.info("role", "slave");
        assertThat(Preflight.check(pair.input()).passed()).isTrue();
        pair.source.info("role", "master");
        assertThat(only(Preflight.check(pair.input()), "source.role").outcome()).isEqualTo(FAIL);
    }

    @Test
    void shouldRepeatOnlyTheFitnessOfBothBeforeAnAttempt() {
        NodeFacts active = Facts.master("redis", "6.2.7", "a").build();
        Facts standby = Facts.master("redis", "7.0.15", "b").info("role", "slave");
        assertThat(Preflight.fitness(NodeRole.SOURCE, active, standby.build()).passed())
                .isTrue();
        standby.config("min-replicas-to-write", "1");
        assertThat(Preflight.fitness(NodeRole.SOURCE, active, standby.build()).passed())
                .isFalse();
    }

    @Test
    void shouldNameOnlyTheFirstFewSessions() {
        List<Blocker> many = IntStream.range(0, 8)
                .mapToObj(i -> new Blocker(i, "h:" + i, "", "subscribed"))
                .toList();
        assertThat(SessionChecks.describe(many))
                .contains("session #4 h:4: subscribed")
                .endsWith("and 3 more");
    }

    private static Check only(PreflightReport report, String name) {
        List<Check> found = report.checks().stream()
                .filter(check -> check.name().equals(name))
                .toList();
        assertThat(found).as("checks named %s", name).hasSize(1);
        return found.get(0);
    }

    private static Arguments fault(String name, Outcome outcome, String words, Consumer<Pair> change) {
        return Arguments.of(name, outcome, words, change);
    }

    /** A healthy pair, to be changed. */
    private static final class Pair {
        final Facts source = Facts.master("redis", "6.2.7", "run-source");
        final Facts target = Facts.master("redis", "7.0.15", "run-target");
        Endpoint sourceEndpoint = new Endpoint("127.0.0.1", 7001);
        Endpoint sourceAnnounced = new Endpoint("127.0.0.1", 6391);
        Endpoint targetAnnounced = new Endpoint("127.0.0.1", 6391);
        NodeRole active = NodeRole.SOURCE;
        Map<String, String> refusedUsers = Map.of();
        List<Blocker> blockers = List.of();
        long backlogBytes = 64L << 20;
        boolean acceptTargetData;
        boolean linked;
        boolean targetDown;

        PreflightInput input() {
            return new PreflightInput(
                    new Reading(NodeRole.SOURCE, sourceEndpoint, sourceAnnounced, source.build(), ""),
                    new Reading(
                            NodeRole.TARGET,
                            new Endpoint("127.0.0.1", 7002),
                            targetAnnounced,
                            targetDown ? null : target.build(),
                            targetDown ? "connection refused" : ""),
                    active,
                    linked,
                    refusedUsers,
                    blockers,
                    false,
                    acceptTargetData,
                    backlogBytes);
        }
    }
}

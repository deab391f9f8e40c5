package dev.sluice.cutover.preflight;

import dev.sluice.cutover.port.NodeFacts;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A healthy standalone master, to be changed in one respect. */
public final class Facts {
    private String family;
    private String version;
    private final Map<String, String> info = new HashMap<>();
    private final Map<String, String> config = new HashMap<>();
    private final Set<String> commands = new HashSet<>(Set.of("get", "set", "xgroup|setid"));
    private final Map<Integer, Long> keys = new HashMap<>();
    private Duration clockOffset = Duration.ofMillis(2);
    private List<String> users = List.of("default");
    private Set<String> aclUsers = Set.of("default", "app");
    private final Set<String> clientNames = new HashSet<>(Set.of("worker"));
    private final Map<String, String> refused = new HashMap<>();

    private Facts(String family, String version) {
        this.family = family;
        this.version = version;
    }

    public static Facts master(String family, String version, String runId) {
        Facts facts = new Facts(family, version);
        facts.info("role", "master").info("run_id", runId).info("connected_slaves", "0");
        facts.info("cluster_enabled", "0").info("redis_mode", "standalone").info("loading", "0");
        facts.info("master_failover_state", "no-failover").info("used_memory", "1000000");
        facts.info("total_system_memory", "16000000000").info("connected_clients", "10");
        facts.info("rdb_last_bgsave_status", "ok")
                .info("aof_last_write_status", "ok")
                .info("aof_enabled", "0");
        facts.config("databases", "16").config("min-replicas-to-write", "0").config("replica-read-only", "yes");
        facts.config("replica-serve-stale-data", "yes").config("replica-ignore-maxmemory", "yes");
        facts.config("maxmemory", "0").config("maxmemory-policy", "noeviction").config("maxclients", "10000");
        facts.config("repl-backlog-size", "1048576")
                .config("tls-replication", "no")
                .config("save", "3600 1");
        facts.config("stop-writes-on-bgsave-error", "yes");
        facts.config(
                "client-output-buffer-limit", "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60");
        return facts;
    }

    public Facts info(String field, String value) {
        info.put(field, value);
        return this;
    }

    public Facts config(String parameter, String value) {
        config.put(parameter, value);
        return this;
    }

    public Facts version(String newFamily, String newVersion) {
        family = newFamily;
        version = newVersion;
        return this;
    }

    Facts without(String parameter) {
        config.remove(parameter);
        return this;
    }

    Facts command(String name) {
        commands.add(name);
        return this;
    }

    Facts keys(int database, long number) {
        keys.put(database, number);
        return this;
    }

    Facts clock(Duration offset) {
        clockOffset = offset;
        return this;
    }

    Facts users(String... names) {
        users = List.of(names);
        return this;
    }

    Facts aclUsers(String... names) {
        aclUsers = Set.of(names);
        return this;
    }

    Facts client(String name) {
        clientNames.add(name);
        return this;
    }

    public Facts refused(String command, String words) {
        refused.put(command, words);
        return this;
    }

    public NodeFacts build() {
        return new NodeFacts(
                family,
                version,
                Map.copyOf(info),
                Map.copyOf(config),
                Set.copyOf(commands),
                Map.copyOf(keys),
                clockOffset,
                Duration.ofMillis(1),
                users,
                aclUsers,
                Set.copyOf(clientNames),
                Map.copyOf(refused));
    }
}

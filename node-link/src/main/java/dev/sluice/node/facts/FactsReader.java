package dev.sluice.node.facts;

import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.control.SecretParameters;
import dev.sluice.resp.RespValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a node's {@link NodeFacts}: about ten calls. What the node refuses to tell is missing there and named as refused. */
public final class FactsReader {
    private static final String HIDDEN = "***";

    /** The parameters that decide whether a node can be copied from, copied to, fenced and gone back to. */
    private static final String[] PARAMETERS = {
        "appendonly",
        "client-output-buffer-limit",
        "cluster-enabled",
        "databases",
        "enable-debug-command",
        "masterauth",
        "masteruser",
        "maxclients",
        "maxmemory",
        "maxmemory-policy",
        "min-replicas-max-lag",
        "min-replicas-to-write",
        "notify-keyspace-events",
        "port",
        "proto-max-bulk-len",
        "repl-backlog-size",
        "repl-backlog-ttl",
        "repl-disable-tcp-nodelay",
        "repl-diskless-load",
        "repl-diskless-sync",
        "repl-diskless-sync-delay",
        "repl-ping-replica-period",
        "repl-timeout",
        "replica-ignore-maxmemory",
        "replica-read-only",
        "replica-serve-stale-data",
        "save",
        "stop-writes-on-bgsave-error",
        "timeout",
        "tls-port",
        "tls-replication"
    };

    private final NodeControlClient client;
    private final Clock clock;

    public FactsReader(NodeControlClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** @throws NodeCallException when the node cannot be asked, or refuses INFO or COMMAND, without which nothing can be judged */
    public NodeFacts read() throws NodeCallException {
        Map<String, String> info = client.info("everything");
        Duration roundTrip = roundTrip();
        Map<String, String> refused = new TreeMap<>(new RefusedCommands(client).probe());
        ClientList clients = clients(refused);
        return new NodeFacts(
                InfoFacts.family(info),
                InfoFacts.version(info),
                info,
                config(refused),
                client.commandTable().names(),
                InfoFacts.keysByDatabase(info),
                clockOffset(),
                roundTrip,
                List.copyOf(clients.distinct("user")),
                aclUsers(refused),
                clients.distinct("name"),
                refused);
    }

    private Duration roundTrip() throws NodeCallException {
        long sent = System.nanoTime();
        client.ping();
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    private Duration clockOffset() throws NodeCallException {
        Instant sent = clock.instant();
        List<RespValue> time = client.call("TIME").elements();
        Instant received = clock.instant();
        Instant node = Instant.ofEpochSecond(
                Long.parseLong(time.get(0).text()),
                Duration.ofNanos(Long.parseLong(time.get(1).text()) * 1_000).toNanos());
        return Duration.between(sent.plus(Duration.between(sent, received).dividedBy(2)), node);
    }

    private Map<String, String> config(Map<String, String> refused) throws NodeCallException {
        Map<String, String> shown = new LinkedHashMap<>();
        try {
            client.configGet(PARAMETERS)
                    .forEach((parameter, value) -> shown.put(
                            parameter, SecretParameters.isSecret(parameter) && !value.isEmpty() ? HIDDEN : value));
        } catch (NodeCallException e) {
            noteRefusal(refused, "config|get", e);
        }
        return shown;
    }

    private ClientList clients(Map<String, String> refused) throws NodeCallException {
        try {
            long ownId = Long.parseLong(client.call("CLIENT", "ID").text());
            return ClientList.parse(client.call("CLIENT", "LIST").text(), ownId);
        } catch (NodeCallException e) {
            noteRefusal(refused, "client|list", e);
            return new ClientList(List.of());
        }
    }

    private Set<String> aclUsers(Map<String, String> refused) throws NodeCallException {
        try {
            return AclUsers.enabled(client.call("ACL", "LIST"));
        } catch (NodeCallException e) {
            noteRefusal(refused, "acl|list", e);
            return Set.of();
        }
    }

    /** A node that cannot be asked at all is not a refusal. */
    private static void noteRefusal(Map<String, String> refused, String command, NodeCallException failure)
            throws NodeCallException {
        if (failure.serverError() == null) {
            throw failure;
        }
        refused.put(command, failure.serverError());
    }
}

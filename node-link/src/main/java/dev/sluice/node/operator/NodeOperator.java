package dev.sluice.node.operator;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.Secret;
import dev.sluice.node.control.InfoText;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.facts.FactsReader;
import dev.sluice.node.facts.NodeFacts;
import dev.sluice.node.ledger.LedgerException;
import dev.sluice.node.ledger.NodeLedger;
import dev.sluice.resp.RespValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cutover does to one node. Methods block the calling thread up to the node's command timeout for each command, and
 * may come from any thread. They fail with {@link NodeCallException} (the node's words) or {@link LedgerException} (the change
 * could not be recorded and was not made).
 */
public final class NodeOperator {
    private static final String MIN_REPLICAS = "min-replicas-to-write";
    private static final String MIN_REPLICAS_MAX_LAG = "min-replicas-max-lag";
    /** More replicas than there can be; the largest value that the parameter takes. */
    private static final String BEYOND_REACH = "2147483647";
    /** min-replicas-to-write is without effect while the lag is 0; seconds, the servers' default. */
    private static final String DEFAULT_MAX_LAG = "10";

    private final NodeControlClient client;
    private final NodeLedger ledger;
    private final FactsReader facts;

    public NodeOperator(NodeControlClient client, NodeLedger ledger, Clock clock) {
        this.client = client;
        this.ledger = ledger;
        this.facts = new FactsReader(client, clock);
    }

    public NodeRole role() {
        return client.role();
    }

    public NodeFacts facts() throws NodeCallException {
        return facts.read();
    }

    /** One round trip. */
    public NodeReplication replicationInfo() throws NodeCallException {
        return NodeReplication.of(client.info(NodeReplication.SECTIONS));
    }

    public void setTemporarily(String parameter, String value) throws NodeCallException, LedgerException {
        ledger.setTemporarily(role(), client, parameter, value);
    }

    /** Puts one parameter back. Without effect when nothing is recorded for it. */
    public void restore(String parameter) throws NodeCallException, LedgerException {
        ledger.restore(role(), client, parameter);
    }

    public void restoreAll() throws NodeCallException, LedgerException {
        ledger.restoreAll(role(), client);
    }

    /** Parameters recorded as changed, with the values they had; of a secret only {@code ***}. */
    public Map<String, String> changed() {
        return ledger.changed(role());
    }

    /**
     * Refuses every write at the node, from anyone: nobody can have as many replicas as it now demands.
     *
     * @return the node's replication offset right after, from the same transaction
     */
    public long rejectWrites() throws NodeCallException, LedgerException {
        List<String[]> commands = new ArrayList<>();
        if ("0".equals(client.configGet(MIN_REPLICAS_MAX_LAG).get(MIN_REPLICAS_MAX_LAG))) {
            ledger.remember(role(), client, MIN_REPLICAS_MAX_LAG, MIN_REPLICAS);
            commands.add(new String[] {"CONFIG", "SET", MIN_REPLICAS_MAX_LAG, DEFAULT_MAX_LAG});
        } else {
            ledger.remember(role(), client, MIN_REPLICAS);
        }
        commands.add(new String[] {"CONFIG", "SET", MIN_REPLICAS, BEYOND_REACH});
        commands.add(new String[] {"INFO", "replication"});
        List<RespValue> replies = client.transaction(commands);
        String info = replies.get(replies.size() - 1).text();
        return NodeReplication.of(InfoText.parse(info)).offset();
    }

    /** Takes {@link #rejectWrites} back, also that of an earlier process. Without effect when writes are accepted. */
    public void acceptWrites() throws NodeCallException, LedgerException {
        ledger.restore(role(), client, MIN_REPLICAS);
        ledger.restore(role(), client, MIN_REPLICAS_MAX_LAG);
    }

    /** Writes wait at the node for so long; it cannot be made shorter but by {@link #unpauseWrites}. */
    public void pauseWrites(Duration duration) throws NodeCallException {
        client.call("CLIENT", "PAUSE", Long.toString(duration.toMillis()), "WRITE");
    }

    /** Without effect when nothing is paused. */
    public void unpauseWrites() throws NodeCallException {
        client.call("CLIENT", "UNPAUSE");
    }

    /**
     * Does ahead what {@link #rejectWrites} and {@link #follow} would write to the disk: records the limits and the
     * credentials that the node has, and sets the new credentials. A master does not use them.
     */
    public void prepareFence(String user, Secret password) throws NodeCallException, LedgerException {
        ledger.remember(role(), client, MIN_REPLICAS);
        setCredentials(user, password);
    }

    /**
     * Makes the node a replica of {@code master}, with these credentials. The credentials it had are recorded.
     *
     * @param master an IP address: a name the node would resolve while its clients wait
     */
    public void follow(Endpoint master, String user, Secret password) throws NodeCallException, LedgerException {
        setCredentials(user, password);
        client.call("REPLICAOF", master.host(), Integer.toString(master.port()));
    }

    private void setCredentials(String user, Secret password) throws NodeCallException, LedgerException {
        Map<String, String> credentials = new LinkedHashMap<>();
        credentials.put("masteruser", user);
        credentials.put("masterauth", password.reveal());
        ledger.setTemporarily(role(), client, credentials);
    }

    /** {@code REPLICAOF NO ONE}. Without effect at a master. */
    public void promote() throws NodeCallException {
        client.call("REPLICAOF", "NO", "ONE");
    }
}

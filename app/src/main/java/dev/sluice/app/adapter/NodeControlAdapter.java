package dev.sluice.app.adapter;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.Replication.Credentials;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.ledger.LedgerException;
import dev.sluice.node.operator.NodeOperator;
import dev.sluice.node.operator.NodeReplication;
import java.time.Duration;
import java.util.Map;

/** {@link NodeControl} on a {@link NodeOperator}. */
public final class NodeControlAdapter implements NodeControl {
    private final NodeOperator operator;

    public NodeControlAdapter(NodeOperator operator) {
        this.operator = operator;
    }

    @Override
    public NodeRole role() {
        return operator.role();
    }

    @Override
    public NodeFacts facts() throws NodeException {
        dev.sluice.node.facts.NodeFacts facts = asked(operator::facts);
        return new NodeFacts(
                facts.family(),
                facts.version(),
                facts.info(),
                facts.config(),
                facts.commands(),
                facts.keysByDatabase(),
                facts.clockOffset(),
                facts.roundTrip(),
                facts.users(),
                facts.aclUsers(),
                facts.clientNames(),
                facts.refused());
    }

    @Override
    public ReplicationInfo replicationInfo() throws NodeException {
        NodeReplication info = asked(operator::replicationInfo);
        return new ReplicationInfo(
                info.role(),
                info.runId(),
                info.replid(),
                info.offset(),
                info.appliedOffset(),
                info.replid2(),
                info.replid2Offset(),
                info.masterHost(),
                info.masterPort(),
                info.masterLinkUp(),
                info.loading(),
                info.unexpectedErrors());
    }

    @Override
    public void setTemporarily(String parameter, String value) throws NodeException {
        done(() -> operator.setTemporarily(parameter, value));
    }

    @Override
    public void restore(String parameter) throws NodeException {
        done(() -> operator.restore(parameter));
    }

    @Override
    public void restoreAll() throws NodeException {
        done(operator::restoreAll);
    }

    @Override
    public Map<String, String> changed() {
        return operator.changed();
    }

    @Override
    public void prepareFence(Credentials credentials) throws NodeException {
        done(() -> operator.prepareFence(credentials.user(), credentials.password()));
    }

    @Override
    public long rejectWrites() throws NodeException {
        return asked(operator::rejectWrites);
    }

    @Override
    public void acceptWrites() throws NodeException {
        done(operator::acceptWrites);
    }

    @Override
    public void pauseWrites(Duration duration) throws NodeException {
        done(() -> operator.pauseWrites(duration));
    }

    @Override
    public void unpauseWrites() throws NodeException {
        done(operator::unpauseWrites);
    }

    @Override
    public void follow(Credentials credentials) throws NodeException {
        done(() -> operator.follow(credentials.announced(), credentials.user(), credentials.password()));
    }

    @Override
    public void promote() throws NodeException {
        done(operator::promote);
    }

    private interface Question<T> {
        T ask() throws NodeCallException, LedgerException;
    }

    private interface Act {
        void run() throws NodeCallException, LedgerException;
    }

    private static <T> T asked(Question<T> question) throws NodeException {
        try {
            return question.ask();
        } catch (NodeCallException | LedgerException failed) {
            throw new NodeException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static void done(Act act) throws NodeException {
        asked(() -> {
            act.run();
            return Boolean.TRUE;
        });
    }
}

package dev.sluice.app.wiring;

import dev.sluice.app.adapter.NodeControlAdapter;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.node.control.ControlResources;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.node.ledger.NodeLedger;
import dev.sluice.node.operator.NodeOperator;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** The control connections to both nodes and the ledger of what is changed there. Opens no connection by itself. */
final class ControlNodes implements AutoCloseable {
    private final ControlResources resources = new ControlResources();
    private final Map<NodeRole, NodeSettings> settings = new EnumMap<>(NodeRole.class);
    private final Map<NodeRole, NodeControlClient> clients = new EnumMap<>(NodeRole.class);
    private final Map<NodeRole, NodeControl> controls = new EnumMap<>(NodeRole.class);

    private ControlNodes(SluiceSettings all, NodeLedger ledger) {
        for (NodeRole role : NodeRole.values()) {
            NodeControlClient client = new NodeControlClient(all.node(role), resources);
            settings.put(role, all.node(role));
            clients.put(role, client);
            controls.put(role, new NodeControlAdapter(new NodeOperator(client, ledger, Clock.systemUTC())));
        }
    }

    static ControlNodes open(SluiceSettings settings) throws IOException {
        return new ControlNodes(settings, NodeLedger.open(settings.stateDir()));
    }

    Map<NodeRole, NodeSettings> settings() {
        return settings;
    }

    Map<NodeRole, NodeControlClient> clients() {
        return clients;
    }

    Map<NodeRole, NodeControl> controls() {
        return controls;
    }

    @Override
    public void close() {
        clients.values().forEach(NodeControlClient::close);
        resources.close();
    }
}

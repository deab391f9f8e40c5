package dev.sluice.replication.control;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.ReplicationSettings;
import dev.sluice.replication.link.LinkDialer;
import dev.sluice.replication.link.LinkSettings;
import dev.sluice.replication.spool.SpoolBudget;
import dev.sluice.replication.spool.SpoolLayout;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.Executor;

/** What all lanes share. */
final class LaneContext {
    final EventLoop loop;
    final Executor disk;
    final LinkDialer dialer;
    final ReplicationSettings settings;
    final SpoolLayout layout;
    final SpoolBudget budget;
    final SyncCounts syncs = new SyncCounts();
    private final Map<NodeRole, NodeSettings> nodes;
    final KnownReceivers receivers;
    /** The replication port while it is open. */
    volatile int port;

    LaneContext(
            EventLoop loop,
            Executor disk,
            LinkDialer dialer,
            ReplicationSettings settings,
            SpoolLayout layout,
            Map<NodeRole, NodeSettings> nodes) {
        this.loop = loop;
        this.disk = disk;
        this.dialer = dialer;
        this.settings = settings;
        this.layout = layout;
        this.budget = new SpoolBudget(settings.spoolMaxBytes());
        this.receivers = new KnownReceivers(layout.root());
        this.nodes = Map.copyOf(nodes);
    }

    NodeSettings node(NodeRole role) {
        NodeSettings node = nodes.get(role);
        if (node == null) {
            throw new IllegalStateException("no settings for " + role);
        }
        return node;
    }

    LinkSettings link(NodeRole from, String announceVersion) {
        return new LinkSettings(
                node(from),
                port,
                announceVersion,
                settings.ackInterval(),
                settings.reconnectDelay(),
                settings.linkTimeout());
    }
}

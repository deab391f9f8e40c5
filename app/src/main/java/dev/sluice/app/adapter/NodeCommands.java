package dev.sluice.app.adapter;

import dev.sluice.config.NodeRole;
import dev.sluice.node.command.CommandTable;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command table of the node that serves, read from the node itself and again now and then, because modules come and go.
 * Until a node was reached the built-in table stands in for its own; what that does not know counts as a write.
 */
public final class NodeCommands implements Supplier<CommandTable>, AutoCloseable {
    /** Between two looks at a node. */
    static final Duration REFRESH = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(NodeCommands.class);

    private final Map<NodeRole, NodeControlClient> nodes;
    private final Map<NodeRole, CommandTable> tables = new EnumMap<>(NodeRole.class);
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sluice-commands");
        thread.setDaemon(true);
        return thread;
    });
    private NodeRole active;
    private volatile CommandTable current = CommandTable.builtIn();

    public NodeCommands(Map<NodeRole, NodeControlClient> nodes, NodeRole active) {
        this.nodes = new EnumMap<>(nodes);
        this.active = active;
    }

    /** Reads both nodes now and from now on. */
    public void start() {
        for (NodeRole role : NodeRole.values()) {
            refresher.scheduleWithFixedDelay(() -> refresh(role), 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void refresh(NodeRole role) {
        NodeControlClient node = nodes.get(role);
        if (node == null) {
            return;
        }
        try {
            learned(role, node.commandTable());
        } catch (NodeCallException unreachable) {
            log.debug("no command table from the {}: {}", role.word(), unreachable.getMessage());
        }
    }

    private synchronized void learned(NodeRole role, CommandTable table) {
        tables.put(role, table);
        serving(active);
    }

    /** The node that serves from now on. */
    public synchronized void serving(NodeRole role) {
        active = role;
        current = tables.getOrDefault(role, CommandTable.builtIn());
    }

    @Override
    public CommandTable get() {
        return current;
    }

    @Override
    public void close() {
        refresher.shutdownNow();
    }
}

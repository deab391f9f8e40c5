package dev.sluice.app.adapter;

import dev.sluice.config.NodeRole;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.proxy.gate.Unblocker;
import dev.sluice.proxy.session.BlockedCall;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** {@link Unblocker} on the control connections, with a thread of its own. */
public final class NodeUnblocker implements Unblocker, AutoCloseable {
    private final Map<NodeRole, NodeControlClient> nodes;
    private final ExecutorService caller = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sluice-unblock");
        thread.setDaemon(true);
        return thread;
    });

    public NodeUnblocker(Map<NodeRole, NodeControlClient> nodes) {
        this.nodes = new EnumMap<>(nodes);
    }

    @Override
    public CompletionStage<List<BlockedCall.Outcome>> unblock(NodeRole node, List<BlockedCall> calls) {
        CompletableFuture<List<BlockedCall.Outcome>> outcomes = new CompletableFuture<>();
        try {
            caller.execute(() -> call(node, new UnblockBatch(calls), outcomes));
        } catch (RejectedExecutionException e) {
            outcomes.completeExceptionally(new IllegalStateException("Sluice is stopping"));
        }
        return outcomes;
    }

    private void call(NodeRole node, UnblockBatch batch, CompletableFuture<List<BlockedCall.Outcome>> outcomes) {
        NodeControlClient client = nodes.get(node);
        if (client == null) {
            outcomes.completeExceptionally(new IllegalStateException("no connection to the " + node.word()));
            return;
        }
        try {
            outcomes.complete(batch.outcomes(client.attemptRaw(batch.commands())));
        } catch (NodeCallException | RuntimeException e) {
            outcomes.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        caller.shutdownNow();
    }
}

package dev.sluice.cutover.runtime;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.NodeException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** One thread a node. */
public final class ThreadedNodeCalls implements NodeCalls {
    private final Map<NodeRole, NodeControl> nodes;
    private final Map<NodeRole, ExecutorService> threads = new EnumMap<>(NodeRole.class);

    public ThreadedNodeCalls(Map<NodeRole, NodeControl> nodes) {
        this.nodes = new EnumMap<>(nodes);
        for (NodeRole role : NodeRole.values()) {
            threads.put(role, Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, "sluice-node-" + role.word());
                thread.setDaemon(true);
                return thread;
            }));
        }
    }

    @Override
    public <T> CompletableFuture<T> submit(NodeRole node, Call<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        NodeControl control = nodes.get(node);
        ExecutorService thread = threads.get(node);
        if (control == null || thread == null) {
            throw new IllegalArgumentException("no control connection for the " + node.word());
        }
        try {
            thread.execute(() -> run(control, call, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new NodeException("Sluice is being stopped", e));
        }
        return result;
    }

    private static <T> void run(NodeControl control, Call<T> call, CompletableFuture<T> result) {
        try {
            result.complete(call.on(control));
        } catch (NodeException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        threads.values().forEach(ExecutorService::shutdown);
    }
}

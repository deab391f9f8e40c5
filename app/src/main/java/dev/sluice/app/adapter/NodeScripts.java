package dev.sluice.app.adapter;

import dev.sluice.config.NodeRole;
import dev.sluice.node.control.NodeCallException;
import dev.sluice.node.control.NodeControlClient;
import dev.sluice.proxy.script.ScriptLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@link ScriptLoader} on the control connections. Control connections speak UTF-8, so other bodies are left out. */
public final class NodeScripts implements ScriptLoader, AutoCloseable {
    private final Map<NodeRole, NodeControlClient> nodes;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sluice-scripts");
        thread.setDaemon(true);
        return thread;
    });

    public NodeScripts(Map<NodeRole, NodeControlClient> nodes) {
        this.nodes = Map.copyOf(nodes);
    }

    @Override
    public CompletionStage<Void> load(NodeRole role, List<byte[]> bodies) {
        NodeControlClient node = nodes.get(role);
        if (node == null) {
            throw new IllegalStateException("no connection to the " + role.word());
        }
        List<String[]> commands = bodies.stream()
                .filter(NodeScripts::isText)
                .map(body -> new String[] {"SCRIPT", "LOAD", new String(body, StandardCharsets.UTF_8)})
                .toList();
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        node.attempt(commands);
                    } catch (NodeCallException e) {
                        throw new CompletionException(e.getMessage(), e);
                    }
                },
                executor);
    }

    private static boolean isText(byte[] body) {
        byte[] again = new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(again, body);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

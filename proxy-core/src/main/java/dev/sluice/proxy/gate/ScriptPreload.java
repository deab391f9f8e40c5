package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.script.ScriptLoader;
import dev.sluice.proxy.script.ScriptRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the recorded scripts loaded at the node that is prepared. One that cannot be loaded does not keep sessions from moving: its
 * clients see NOSCRIPT, as after a restart of a server. Any thread.
 */
final class ScriptPreload {
    private static final Logger log = LoggerFactory.getLogger(ScriptPreload.class);

    private final ScriptRecord record;
    private volatile ScriptLoader loader = (node, bodies) -> CompletableFuture.completedFuture(null);
    private @Nullable NodeRole node;
    /** What the node has been given, by the record's version. */
    private long given;

    ScriptPreload(ScriptRecord record) {
        this.record = record;
    }

    void loader(ScriptLoader newLoader) {
        loader = newLoader;
    }

    /** Loads all that is recorded now. */
    synchronized CompletionStage<Void> prepare(NodeRole to) {
        node = to;
        given = 0;
        return loadNew();
    }

    /** Loads what has been recorded since; nothing when no node is prepared. */
    synchronized CompletionStage<Void> loadNew() {
        NodeRole to = node;
        long version = record.version();
        List<byte[]> bodies = to == null ? List.of() : record.since(given);
        given = version;
        if (to == null || bodies.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return loader.load(to, bodies).exceptionally(failure -> {
            log.warn("{} scripts could not be loaded at the {}: {}", bodies.size(), to.word(), failure.getMessage());
            return null;
        });
    }

    synchronized void discard() {
        node = null;
    }
}

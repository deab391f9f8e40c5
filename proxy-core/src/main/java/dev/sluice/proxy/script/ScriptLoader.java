package dev.sluice.proxy.script;

import dev.sluice.config.NodeRole;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Loads scripts at a node, by Sluice's own user: those of clients may lack the right. Called on an event loop: must not block. */
@FunctionalInterface
public interface ScriptLoader {
    /**
     * @param bodies as clients sent them; some may be no valid scripts
     * @return completes when all are loaded, but those that the node refuses; fails when it cannot be asked
     */
    CompletionStage<Void> load(NodeRole node, List<byte[]> bodies);
}

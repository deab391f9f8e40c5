package dev.sluice.cutover.runtime;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.NodeException;
import java.util.concurrent.CompletableFuture;

/**
 * Calls to the nodes' control connections, none of which blocks the caller. Calls to one node run one after another in the
 * order of submission, so that a call that is late is never overtaken; a node that hangs does not hold up the other.
 */
public interface NodeCalls extends AutoCloseable {
    /** Fails with the {@link NodeException} of the call. */
    <T> CompletableFuture<T> submit(NodeRole node, Call<T> call);

    @Override
    void close();

    interface Call<T> {
        T on(NodeControl node) throws NodeException;
    }

    /** A call without a result. */
    interface Command {
        void on(NodeControl node) throws NodeException;
    }

    static Call<Boolean> of(Command command) {
        return node -> {
            command.on(node);
            return true;
        };
    }
}

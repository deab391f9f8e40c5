package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.session.BlockedCall;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Ends blocking commands at a node, on a connection of Sluice's own. */
public interface Unblocker {
    /**
     * Lets go what each of these connections is blocked in, as if its time were over. Called on an event loop: returns at once.
     * A call that is made later takes effect later.
     *
     * @return completes, on any thread, with what came of each, in that order; fails when that cannot be known of all
     */
    CompletionStage<List<BlockedCall.Outcome>> unblock(NodeRole node, List<BlockedCall> calls);
}

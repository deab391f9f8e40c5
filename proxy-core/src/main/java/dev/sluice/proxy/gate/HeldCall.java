package dev.sluice.proxy.gate;

import dev.sluice.proxy.session.BlockedTurn;
import dev.sluice.proxy.session.ClientSession;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A held blocking command, as all loops see it. */
record HeldCall(EventLoop loop, ClientSession session, BlockedTurn turn) {

    /** What is left of calling a session's command back: null when it holds none. On its loop. */
    static @Nullable HeldCall of(EventLoop loop, ClientSession session) {
        session.blocking().leave();
        BlockedTurn turn = session.blocking().turn();
        return turn == null ? null : new HeldCall(loop, session, turn);
    }

    /** Sends it again. Any thread. Completes when the node has it, also when the session has gone. */
    CompletableFuture<Void> sendAgain() {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            loop.execute(() -> session.blocking().sendAgain().thenAccept(sent::complete));
        } catch (RejectedExecutionException e) {
            // The proxy has stopped, and with it the session.
            sent.complete(null);
        }
        return sent;
    }
}

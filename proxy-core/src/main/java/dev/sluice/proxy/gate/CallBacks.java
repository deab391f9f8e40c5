package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.session.BlockedCall;
import dev.sluice.proxy.session.ClientSession;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the blocking commands of one event loop's sessions back from the node. All that are to be called back at a time are
 * asked for at once. Everything happens on that loop.
 */
final class CallBacks {
    /** How long {@link #quiet} waits for a node that does not say what came of a call. */
    private static final long QUIET_MILLIS = 500;

    private final EventLoop loop;
    private final Unblocker unblocker;
    private final Consumer<String> failed;
    private final Set<ClientSession> called = new HashSet<>();
    private @Nullable CompletableFuture<Void> waiting;

    /** @param failed told, in words, that the node could not be asked */
    CallBacks(EventLoop loop, Unblocker unblocker, Consumer<String> failed) {
        this.loop = loop;
        this.unblocker = unblocker;
        this.failed = failed;
    }

    /** Starts to call back what of these is blocked at {@code node}, unless that is under way. */
    void start(NodeRole node, Collection<ClientSession> sessions) {
        List<ClientSession> asked = new ArrayList<>();
        List<BlockedCall> calls = new ArrayList<>();
        for (ClientSession session : sessions) {
            BlockedCall call = session.blocking().callBack();
            if (call != null) {
                asked.add(session);
                calls.add(call);
            }
        }
        if (!calls.isEmpty()) {
            called.addAll(asked);
            unblocker
                    .unblock(node, calls)
                    .whenComplete((outcomes, failure) -> loop.execute(() -> onAnswer(asked, outcomes, failure)));
        }
    }

    private void onAnswer(
            List<ClientSession> asked, @Nullable List<BlockedCall.Outcome> outcomes, @Nullable Throwable failure) {
        for (int i = 0; i < asked.size(); i++) {
            asked.get(i).blocking().onCalledBack(outcomes == null ? null : outcomes.get(i));
        }
        if (failure != null) {
            failed.accept("blocked sessions could not be called back: " + failure.getMessage());
        }
        asked.forEach(this::progressed);
    }

    /** Something was answered, or the session is over. */
    void progressed(ClientSession session) {
        if (!session.blocking().isComingBack()) {
            called.remove(session);
            completeIfQuiet();
        }
    }

    private void completeIfQuiet() {
        CompletableFuture<Void> present = waiting;
        if (present != null && called.isEmpty()) {
            waiting = null;
            present.complete(null);
        }
    }

    /**
     * Completes when all that was called back has come back, or is known not to; a command of which that does not become known
     * in time is dealt with when it does. Afterwards nothing is being called back.
     */
    CompletableFuture<Void> quiet() {
        CompletableFuture<Void> quiet = new CompletableFuture<>();
        waiting = quiet;
        completeIfQuiet();
        if (!quiet.isDone()) {
            loop.schedule(() -> quiet.complete(null), QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
        return quiet;
    }
}

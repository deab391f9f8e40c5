package dev.sluice.proxy.gate;

import dev.sluice.proxy.session.ClientSession;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Something that every session of a loop has to come to. Completes when the last one has, or has ended. */
final class LoopStage {
    private final Predicate<ClientSession> settled;
    private final Set<ClientSession> pending = new HashSet<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    LoopStage(Predicate<ClientSession> settled) {
        this.settled = settled;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    boolean isOpen() {
        return !done.isDone();
    }

    void addAll(Iterable<ClientSession> sessions) {
        for (ClientSession session : sessions) {
            add(session);
        }
        completeIfSettled();
    }

    /** A session that this stage has to wait for too, unless it is there already. */
    void add(ClientSession session) {
        if (!settled.test(session)) {
            pending.add(session);
        }
    }

    /** Something happened to the session. */
    void check(ClientSession session) {
        if (pending.contains(session) && settled.test(session)) {
            remove(session);
        }
    }

    void remove(ClientSession session) {
        if (pending.remove(session)) {
            completeIfSettled();
        }
    }

    /** Those that are not there yet. */
    Set<ClientSession> pending() {
        return Set.copyOf(pending);
    }

    void fail(String reason) {
        done.completeExceptionally(new GateException(reason));
    }

    private void completeIfSettled() {
        if (pending.isEmpty()) {
            done.complete(null);
        }
    }
}

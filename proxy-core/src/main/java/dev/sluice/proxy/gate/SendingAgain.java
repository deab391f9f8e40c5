package dev.sluice.proxy.gate;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends held blocking commands again, each round when the node has the one before. The node is known to have a command when
 * CLIENT ID, which leaves in front of it in the same write, is answered: a node runs all that it has read of a connection before it
 * answers any of it.
 */
final class SendingAgain {
    /** How long everything waits for the order to be kept. What is left then goes without waiting. */
    static final long PATIENCE_MILLIS = 1_000;

    private static final Logger log = LoggerFactory.getLogger(SendingAgain.class);

    private final Queue<List<HeldCall>> rounds;
    private final LongSupplier clock;
    private final long began;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    SendingAgain(List<HeldCall> calls, LongSupplier clock) {
        this.rounds = new ArrayDeque<>(BlockedOrder.rounds(calls, HeldCall::turn));
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** Completes when all have been sent, and the node has those that it took in time. */
    CompletableFuture<Void> run() {
        next();
        return done;
    }

    private void next() {
        List<HeldCall> round = rounds.poll();
        if (round == null) {
            done.complete(null);
            return;
        }
        CompletableFuture<Void> sent =
                CompletableFuture.allOf(round.stream().map(HeldCall::sendAgain).toArray(CompletableFuture<?>[]::new));
        long left = PATIENCE_MILLIS - TimeUnit.NANOSECONDS.toMillis(clock.getAsLong() - began);
        sent.copy().orTimeout(Math.max(0, left), TimeUnit.MILLISECONDS).whenComplete((all, late) -> {
            if (late != null) {
                outOfTime();
            }
            next();
        });
    }

    private void outOfTime() {
        if (!rounds.isEmpty()) {
            log.warn(
                    "{} blocked sessions go on in any order: the node takes too long",
                    rounds.stream().mapToInt(List::size).sum());
        }
        rounds.forEach(round -> round.forEach(HeldCall::sendAgain));
        rounds.clear();
    }
}

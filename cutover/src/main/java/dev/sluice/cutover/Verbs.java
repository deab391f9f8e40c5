package dev.sluice.cutover;

import dev.sluice.cutover.api.Migration.RefusedException;
import dev.sluice.cutover.runtime.Worker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One verb at a time on the coordinator's thread; a second one is refused at once instead of waiting its turn. */
final class Verbs {
    private static final Logger LOG = LoggerFactory.getLogger(Verbs.class);
    private final Worker worker;
    private final AtomicReference<String> running = new AtomicReference<>("");

    Verbs(Worker worker) {
        this.worker = worker;
    }

    <T> CompletionStage<T> run(String verb, Body<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (!running.compareAndSet("", verb)) {
            result.completeExceptionally(new RefusedException("BUSY", running.get() + " is under way"));
            return result;
        }
        if (!worker.execute(() -> carryOut(verb, body, result))) {
            running.set("");
            result.completeExceptionally(new RefusedException("STOPPING", "Sluice is being stopped"));
        }
        return result;
    }

    /** Free before the answer is given, so that who gets it can ask for the next thing. */
    private <T> void carryOut(String verb, Body<T> body, CompletableFuture<T> result) {
        try {
            T value = body.run();
            running.set("");
            result.complete(value);
        } catch (RefusedException e) {
            running.set("");
            result.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.error("fault in {}", verb, e);
            running.set("");
            result.completeExceptionally(new RefusedException("FAULT", "internal fault: " + e));
        }
    }

    interface Body<T> {
        T run() throws RefusedException;
    }
}

package dev.sluice.cutover.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for a stage no longer than a limit, and turns what went wrong into words. */
public final class Waiting {
    private final Ticker ticker;

    public Waiting(Ticker ticker) {
        this.ticker = ticker;
    }

    /** The stage's value. {@code what} completes the sentence "... took longer than 500 ms". */
    public <T> T await(CompletionStage<T> stage, Duration limit, String what) throws StepException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!ticker.await(future, limit)) {
            throw late(limit, what);
        }
        return result(future, what);
    }

    public static StepException late(Duration limit, String what) {
        return new StepException(what + " took longer than " + limit.toMillis() + " ms");
    }

    /** The value of a stage that is done. */
    public static <T> T result(CompletableFuture<T> done, String what) throws StepException {
        try {
            return done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw new StepException(what + ": " + words(cause));
        }
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isEmpty() ? cause.getClass().getSimpleName() : message;
    }
}

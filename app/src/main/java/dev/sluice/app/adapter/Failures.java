package dev.sluice.app.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A module's failures in the terms of the port that it stands behind. */
final class Failures {
    private Failures() {}

    /** The same stage, failing with what {@code translate} makes of the failure's message where it is one of {@code type}. */
    static <T> CompletionStage<T> translated(
            CompletionStage<T> stage,
            Class<? extends Exception> type,
            Function<String, ? extends Exception> translate) {
        return stage.handle((value, failure) -> {
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    if (cause == null) {
                        return CompletableFuture.completedFuture(value);
                    }
                    return CompletableFuture.<T>failedFuture(
                            type.isInstance(cause) ? translate.apply(String.valueOf(cause.getMessage())) : cause);
                })
                .thenCompose(Function.identity());
    }
}

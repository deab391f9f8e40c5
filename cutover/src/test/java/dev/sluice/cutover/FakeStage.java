package dev.sluice.cutover;

import dev.sluice.cutover.Faults.Fault;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A stage that ends as the faults want it. */
final class FakeStage {
    private FakeStage() {}

    static <T> CompletableFuture<T> of(Faults faults, String point, Supplier<CompletableFuture<T>> effect) {
        faults.record(point);
        Fault fault = faults.at(point);
        switch (fault) {
            case FAIL_BEFORE -> {
                return CompletableFuture.failedFuture(new Exception(point + " failed"));
            }
            case HANG_BEFORE -> {
                return new CompletableFuture<>();
            }
            case CRASH_BEFORE -> throw new Faults.Crash(point);
            case NONE, FAIL_AFTER, HANG_AFTER, CRASH_AFTER -> {}
        }
        CompletableFuture<T> done = effect.get();
        return switch (fault) {
            case FAIL_AFTER -> CompletableFuture.failedFuture(new Exception("the answer of " + point + " was lost"));
            case HANG_AFTER -> new CompletableFuture<>();
            case CRASH_AFTER -> throw new Faults.Crash(point);
            case NONE, FAIL_BEFORE, HANG_BEFORE, CRASH_BEFORE -> done;
        };
    }
}

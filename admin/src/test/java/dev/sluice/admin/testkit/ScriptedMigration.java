package dev.sluice.admin.testkit;

import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers as told and records what it was asked for. */
public final class ScriptedMigration implements Migration {
    public volatile MigrationStatus status = Samples.ready();
    public volatile CompletionStage<PreflightReport> preflight =
            CompletableFuture.completedFuture(Samples.preflight(Outcome.OK));
    public volatile CompletionStage<Void> done = CompletableFuture.completedFuture(null);
    public volatile CompletionStage<AttemptReport> attempt = CompletableFuture.completedFuture(Samples.attempt(null));
    public volatile List<MigrationEvent> events = Samples.events(3);

    /** In the order asked; one line each. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @Override
    public MigrationStatus status() {
        asked.add("status");
        return status;
    }

    @Override
    public CompletionStage<PreflightReport> preflight() {
        asked.add("preflight");
        return preflight;
    }

    @Override
    public CompletionStage<Void> start(StartOptions options) {
        asked.add("start " + options);
        return done;
    }

    @Override
    public CompletionStage<Void> stop() {
        asked.add("stop");
        return done;
    }

    @Override
    public CompletionStage<AttemptReport> cutover(CutoverOptions options) {
        asked.add("cutover " + options);
        return attempt;
    }

    @Override
    public CompletionStage<Void> abort() {
        asked.add("abort");
        return done;
    }

    @Override
    public CompletionStage<AttemptReport> rollback(CutoverOptions options) {
        asked.add("rollback " + options);
        return attempt;
    }

    @Override
    public CompletionStage<Void> complete() {
        asked.add("complete");
        return done;
    }

    @Override
    public List<MigrationEvent> events() {
        asked.add("events");
        return events;
    }

    /** A verb that is refused. */
    public static <T> CompletionStage<T> refused(String code, String message) {
        return CompletableFuture.failedFuture(new RefusedException(code, message));
    }
}

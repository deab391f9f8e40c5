package dev.sluice.admin.control;

import dev.sluice.admin.view.AttemptView;
import dev.sluice.admin.view.EventView;
import dev.sluice.admin.view.PreflightView;
import dev.sluice.admin.view.StatusView;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.StartOptions;
import dev.sluice.cutover.api.MigrationStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of the migration. Arguments are read on the calling thread and are wrong at once; the returned question is asked
 * on a worker, because the migration may block.
 */
final class MigrationVerbs {
    private static final int DEFAULT_EVENTS = 20;
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_PAUSE_MS = Duration.ofMinutes(10).toMillis();

    private final Migration migration;
    private final String version;

    MigrationVerbs(Migration migration, String version) {
        this.migration = migration;
        this.version = version;
    }

    /** Something to ask the migration for. */
    interface Question extends Supplier<CompletionStage<Reply>> {}

    Question status(Arguments arguments) {
        arguments.end();
        return () -> value(StatusView.of(migration.status()));
    }

    Question info() {
        return () -> {
            MigrationStatus status = migration.status();
            return done(new Reply.Text(String.join(
                    "\r\n",
                    "# Sluice",
                    "sluice_version:" + version,
                    "state:" + status.state(),
                    "active:" + status.active().word(),
                    "epoch:" + status.epoch(),
                    "lag:" + status.replication().lagBytes(),
                    "")));
        };
    }

    Question preflight(Arguments arguments) {
        arguments.end();
        return () -> migration.preflight().thenApply(report -> new Reply.Value(PreflightView.of(report)));
    }

    Question migrate(Arguments arguments) {
        if (arguments.takes("START")) {
            boolean replace = arguments.takes("REPLACE");
            arguments.end();
            return () -> ok(migration.start(new StartOptions(replace)));
        }
        if (arguments.takes("STOP")) {
            arguments.end();
            return () -> ok(migration.stop());
        }
        throw arguments.unknown();
    }

    Question cutover(Arguments arguments) {
        CutoverOptions options = options(arguments, true);
        return () -> migration.cutover(options).thenApply(MigrationVerbs::attempt);
    }

    Question rollback(Arguments arguments) {
        CutoverOptions options = options(arguments, false);
        return () -> migration.rollback(options).thenApply(MigrationVerbs::attempt);
    }

    private static CutoverOptions options(Arguments arguments, boolean mayDryRun) {
        boolean dryRun = false;
        @Nullable Duration maxPause = null;
        @Nullable Long maxLag = null;
        while (arguments.left() > 0) {
            if (mayDryRun && arguments.takes("DRYRUN")) {
                dryRun = true;
            } else if (arguments.takes("MAXPAUSE")) {
                maxPause = Duration.ofMillis(arguments.number("MAXPAUSE", 1, MAX_PAUSE_MS));
            } else if (arguments.takes("MAXLAG")) {
                maxLag = arguments.number("MAXLAG", 0, Long.MAX_VALUE);
            } else {
                throw arguments.unknown();
            }
        }
        return new CutoverOptions(dryRun, maxPause, maxLag);
    }

    private static Reply attempt(AttemptReport report) {
        String reason = report.reason();
        return reason == null
                ? new Reply.Value(AttemptView.of(report))
                : new Reply.Failure("ABORTED", report.kind() + " aborted: " + reason);
    }

    Question abort(Arguments arguments) {
        arguments.end();
        return () -> ok(migration.abort());
    }

    Question complete(Arguments arguments) {
        arguments.end();
        return () -> ok(migration.complete());
    }

    Question events(Arguments arguments) {
        int count = arguments.left() == 0 ? DEFAULT_EVENTS : (int) arguments.number("count", 1, MAX_EVENTS);
        arguments.end();
        return () -> value(EventView.newest(migration.events(), count));
    }

    private static CompletionStage<Reply> ok(CompletionStage<Void> stage) {
        return stage.thenApply(nothing -> Reply.OK);
    }

    private static CompletionStage<Reply> value(Object tree) {
        return done(new Reply.Value(tree));
    }

    private static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}

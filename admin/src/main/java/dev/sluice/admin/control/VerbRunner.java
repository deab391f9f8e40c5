package dev.sluice.admin.control;

import dev.sluice.admin.control.Arguments.BadArgument;
import dev.sluice.admin.control.MigrationVerbs.Question;
import dev.sluice.cutover.api.Migration.RefusedException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to its reply: finds the verb, asks whether the session may, runs it, puts failures into words. */
final class VerbRunner {
    private static final Logger LOG = LoggerFactory.getLogger(VerbRunner.class);

    private final ConnectionVerbs connection;
    private final MigrationVerbs migration;
    private final ClientVerbs clients;
    private final Runnable shutdown;
    private final Executor workers;

    /** @param workers run whatever may block */
    VerbRunner(
            ConnectionVerbs connection,
            MigrationVerbs migration,
            ClientVerbs clients,
            Runnable shutdown,
            Executor workers) {
        this.connection = connection;
        this.migration = migration;
        this.clients = clients;
        this.shutdown = shutdown;
        this.workers = workers;
    }

    /** Called on the session's event loop; completes on any thread, and never exceptionally. */
    CompletionStage<Reply> run(Request request, SessionState session) {
        String violation = request.violation();
        if (violation != null) {
            return now(new Reply.Last(Reply.Failure.error(violation)));
        }
        Verb verb = Verb.named(request.name());
        if (session.role() == Role.NOBODY && (verb == null || verb.needs() != Role.NOBODY)) {
            return now(new Reply.Failure("NOAUTH", "Authentication required."));
        }
        if (verb == null) {
            return now(unknown(request));
        }
        if (!session.role().covers(verb.needs())) {
            return now(new Reply.Failure(
                    "NOPERM",
                    "User %s has no permissions to run the '%s' command"
                            .formatted(session.role().user(), verb.name().toLowerCase(Locale.ROOT))));
        }
        try {
            return run(verb, new Arguments(verb, request.arguments()), session);
        } catch (BadArgument e) {
            return now(failure(verb, e));
        }
    }

    private CompletionStage<Reply> run(Verb verb, Arguments arguments, SessionState session) {
        return switch (verb) {
            case STATUS -> ask(verb, migration.status(arguments));
            case PREFLIGHT -> ask(verb, migration.preflight(arguments));
            case MIGRATE -> ask(verb, migration.migrate(arguments));
            case CUTOVER -> ask(verb, migration.cutover(arguments));
            case ABORT -> ask(verb, migration.abort(arguments));
            case ROLLBACK -> ask(verb, migration.rollback(arguments));
            case FINALIZE -> ask(verb, migration.complete(arguments));
            case CLIENTS -> ask(verb, clients.clients(arguments));
            case EVENTS -> ask(verb, migration.events(arguments));
            case INFO -> ask(verb, migration.info());
            case SHUTDOWN -> now(shutdown(arguments));
            case HELP, SLUICE -> now(help(verb, arguments));
            case PING -> now(connection.ping(arguments));
            case AUTH -> now(connection.auth(session, arguments));
            case HELLO -> now(connection.hello(session, arguments));
            case SELECT -> now(connection.select(arguments));
            case CLIENT -> now(connection.client(session, arguments));
            case COMMAND -> now(connection.command(arguments));
            case QUIT -> now(new Reply.Last(Reply.OK));
        };
    }

    private static Reply help(Verb verb, Arguments arguments) {
        if (verb == Verb.SLUICE && !arguments.takes("HELP")) {
            throw arguments.unknown();
        }
        return new Reply.Value(Verb.helpLines());
    }

    private Reply shutdown(Arguments arguments) {
        arguments.end();
        LOG.info("shutdown asked for at the control port");
        // Not on a worker: the hook stops this server and waits for what runs here.
        new Thread(shutdown, "sluice-shutdown").start();
        return new Reply.Last(Reply.OK);
    }

    private CompletionStage<Reply> ask(Verb verb, Question question) {
        try {
            return CompletableFuture.supplyAsync(question, workers)
                    .thenCompose(Function.identity())
                    .exceptionally(failure -> failure(verb, failure));
        } catch (RejectedExecutionException e) {
            return now(new Reply.Failure("BUSY", "too many commands are running at the control port"));
        }
    }

    private static Reply failure(Verb verb, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof RefusedException refused) {
            return new Reply.Failure(refused.code(), message);
        }
        if (failure instanceof BadArgument) {
            return Reply.Failure.error(message);
        }
        LOG.warn("{} failed at the control port", verb, failure);
        return Reply.Failure.error(verb + " failed: " + message);
    }

    private static Reply unknown(Request request) {
        return Reply.Failure.error("unknown command '%s'; allowed are %s"
                .formatted(Words.quotable(request.words().get(0)), Verb.known()));
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}

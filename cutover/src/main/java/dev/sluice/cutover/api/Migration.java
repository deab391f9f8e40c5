package dev.sluice.cutover.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of a migration. Thread-safe; one attempt at a time. A refused verb completes exceptionally with
 * {@link RefusedException}, whose code and words are for a person and a script.
 */
public interface Migration {
    MigrationStatus status();

    CompletionStage<PreflightReport> preflight();

    /** Checks, then starts the copy. Completes when the copy has started, not when it is done. */
    CompletionStage<Void> start(StartOptions options);

    /** Ends the copy; the target keeps what it has and is a master again, settings are put back. */
    CompletionStage<Void> stop();

    /** Completes when the attempt has ended; an aborted attempt completes normally, with its reason in the report. */
    CompletionStage<AttemptReport> cutover(CutoverOptions options);

    /** Ends a running attempt that has not been decided yet. */
    CompletionStage<Void> abort();

    /** The cutover the other way round, from REVERSIBLE. */
    CompletionStage<AttemptReport> rollback(CutoverOptions options);

    /** Gives the way back up: the reverse lane ends, the old source stays fenced, settings are put back. */
    CompletionStage<Void> complete();

    /** The newest last. */
    List<MigrationEvent> events();

    /** @param acceptTargetData replace a target that holds data */
    record StartOptions(boolean acceptTargetData) {}

    /** Null takes the setting. */
    record CutoverOptions(
            boolean dryRun,
            @Nullable Duration maxPause,
            @Nullable Long maxLagBytes) {}

    /** One line of the audit trail. */
    record MigrationEvent(long number, java.time.Instant at, long epoch, String state, String text) {}

    /** A verb that cannot be carried out now: what stands in the way and what to do. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;

        /** @param code one upper-case word for scripts: {@code NOTREADY}, {@code BUSY}, {@code PREFLIGHT}, {@code BLOCKED}, ... */
        public RefusedException(String code, String message) {
            super(message);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}

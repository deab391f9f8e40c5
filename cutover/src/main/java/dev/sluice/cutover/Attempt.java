package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.AttemptReport.PhaseTime;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.port.Gate.Pause;
import dev.sluice.cutover.port.Gate.PauseReport;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: what it is about, its clock, whether it may still be aborted, and what it has found so far. All waiting of an
 * attempt goes through here, so that an abort and the end of the longest pause are seen at once, wherever it stands.
 */
final class Attempt {
    private final Parts parts;
    private final Plan plan;
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.OPEN);
    private final CompletableFuture<String> interruption = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final List<PhaseTime> phases = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long heldSince = Long.MIN_VALUE;
    private @Nullable Instant heldFrom;
    private @Nullable Instant heldUntil;
    private boolean touched;
    private @Nullable Position finalPosition;
    private @Nullable Position promoted;
    private PauseReport pause = new PauseReport(new Pause(0, 0, 0, 0), new Pause(0, 0, 0, 0));
    private Map<String, Integer> moved = Map.of();

    Attempt(Parts parts, Plan plan) {
        this.parts = parts;
        this.plan = plan;
    }

    Plan plan() {
        return plan;
    }

    /** {@code cutover}, {@code rollback} or {@code dry-run}. */
    String kind() {
        return plan.dryRun() ? "dry-run" : plan.direction().word();
    }

    NodeRole active() {
        return plan.direction().leaves();
    }

    NodeRole standby() {
        return plan.direction().enters();
    }

    /** Ends the attempt unless it is decided; from any thread. Returns whether it is aborted. */
    boolean requestAbort(String reason) {
        boolean won = verdict.compareAndSet(Verdict.OPEN, Verdict.ABORTED);
        if (won) {
            interruption.complete(reason);
        }
        return verdict.get() == Verdict.ABORTED;
    }

    /** Takes the right to decide: from here on no abort is accepted. Throws when one came first. */
    void close() throws StepException {
        if (!verdict.compareAndSet(Verdict.OPEN, Verdict.DECIDED)) {
            throw new StepException(interruption.getNow("aborted"));
        }
    }

    /** Completes when the attempt has ended, one way or the other. */
    CompletableFuture<Boolean> ended() {
        return ended;
    }

    void end() {
        ended.complete(true);
    }

    /** From here on the longest pause runs. */
    void startHold() {
        heldSince = parts.ticker().nanos();
        heldFrom = parts.ticker().now();
    }

    boolean held() {
        return heldSince != Long.MIN_VALUE;
    }

    /** Something may have been changed at a node from here on. */
    void touch() {
        touched = true;
    }

    boolean touched() {
        return touched;
    }

    /** Waits no longer than the limit, and no longer than the longest pause allows. */
    <T> T await(CompletionStage<T> stage, Limit limit, String what) throws StepException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        Duration left = left();
        Duration allowed = left.compareTo(limit.atMost()) < 0 ? left : limit.atMost();
        boolean unused = parts.ticker().await(CompletableFuture.anyOf(future, interruption), allowed);
        check();
        if (!future.isDone()) {
            throw left.compareTo(limit.atMost()) < 0 ? exhausted(what) : limit.exceeded(what);
        }
        return Waiting.result(future, what);
    }

    <T> T call(NodeRole role, NodeCalls.Call<T> call, Limit limit, String what) throws StepException {
        return await(parts.calls().submit(role, call), limit, what + " at the " + role.word());
    }

    void command(NodeRole role, NodeCalls.Command command, Limit limit, String what) throws StepException {
        boolean unused = call(role, NodeCalls.of(command), limit, what);
    }

    /** Throws when the attempt was aborted meanwhile, or the longest pause is over. */
    void check() throws StepException {
        if (interruption.isDone()) {
            throw new StepException(interruption.getNow("aborted"));
        }
        if (left().isZero()) {
            throw exhausted("the attempt");
        }
    }

    private StepException exhausted(String what) {
        return new StepException("clients had been held for " + plan.maxPause().toMillis()
                + " ms, the longest pause allowed (sluice.cutover.max-pause), during: " + what);
    }

    private Duration left() {
        if (!held()) {
            return Duration.ofDays(1);
        }
        Duration left = plan.maxPause().minusNanos(parts.ticker().nanos() - heldSince);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Runs one phase and notes what it took, also when it failed. */
    void phase(String name, Phase phase) throws StepException {
        long began = parts.ticker().nanos();
        try {
            phase.run();
        } finally {
            phases.add(new PhaseTime(name, (parts.ticker().nanos() - began) / 1e6));
        }
    }

    void note(String text) {
        notes.add(text);
        parts.note(text);
    }

    @Nullable
    Position finalPosition() {
        return finalPosition;
    }

    /** The final position where the phase that finds it is over. */
    Position finalPositionKnown() {
        return known(finalPosition);
    }

    void finalPosition(Position position) {
        finalPosition = position;
    }

    Position promotedKnown() {
        return known(promoted);
    }

    void promoted(Position position) {
        promoted = position;
    }

    /** Everything held is let go, and this is what it waited. */
    void released(PauseReport report) {
        pause = report;
        heldUntil = parts.ticker().now();
    }

    void moved(Map<String, Integer> sessions) {
        moved = sessions;
    }

    double heldMs() {
        return held() ? (parts.ticker().nanos() - heldSince) / 1e6 : 0;
    }

    AttemptReport report(@Nullable String reason) {
        return new AttemptReport(
                kind(),
                plan.epoch(),
                verdict.get() == Verdict.DECIDED && reason == null && !plan.dryRun(),
                reason,
                List.copyOf(phases),
                pause,
                finalPosition == null ? -1 : finalPosition.offset(),
                moved,
                heldFrom,
                heldUntil,
                List.copyOf(notes));
    }

    private static Position known(@Nullable Position position) {
        if (position == null) {
            throw new IllegalStateException("asked for a position before the phase that finds it");
        }
        return position;
    }

    /**
     * What is known before anything is held.
     *
     * @param epoch of this attempt; of the one before for a rehearsal
     * @param activeInfo and {@code standbyInfo}: what must still hold at the decision
     * @param errorsBefore the standby's {@code unexpected_error_replies} when it attached
     */
    record Plan(
            Direction direction,
            boolean dryRun,
            long epoch,
            Duration maxPause,
            ReplicationInfo activeInfo,
            ReplicationInfo standbyInfo,
            NodeFacts activeFacts,
            NodeFacts standbyFacts,
            long errorsBefore) {}

    interface Phase {
        void run() throws StepException;
    }

    private enum Verdict {
        OPEN,
        ABORTED,
        DECIDED
    }
}

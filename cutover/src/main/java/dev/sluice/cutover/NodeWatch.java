package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.NodeControl.ReplicationInfo;
import dev.sluice.cutover.port.NodeFacts;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.StepException;
import dev.sluice.cutover.runtime.Ticker;
import dev.sluice.cutover.runtime.Waiting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a node said last. Reads without waiting: a tick takes the answer to the question of an earlier one and asks the next,
 * so that a node that hangs holds up nothing. {@link #seen()} may be read by any thread.
 */
final class NodeWatch {
    /** Facts take several commands, and what they tell changes rarely. */
    static final Duration FACTS_EVERY = Duration.ofSeconds(5);

    /** A question that stays open for so long is an answer too. */
    static final Duration HANGS = Duration.ofSeconds(2);

    private final NodeRole role;
    private final NodeCalls calls;
    private final Ticker ticker;
    private @Nullable CompletableFuture<ReplicationInfo> askedInfo;
    private @Nullable CompletableFuture<NodeFacts> askedFacts;
    private long infoAt;
    private long factsAt = Long.MIN_VALUE;
    private volatile Seen seen = new Seen(null, null, "not asked yet", true);

    NodeWatch(NodeRole role, NodeCalls calls, Ticker ticker) {
        this.role = role;
        this.calls = calls;
        this.ticker = ticker;
    }

    void tick() {
        long now = ticker.nanos();
        boolean factsDue = factsAt == Long.MIN_VALUE || now - factsAt >= FACTS_EVERY.toNanos();
        if (askedFacts == null && factsDue) {
            factsAt = now;
            askedFacts = calls.submit(role, NodeControl::facts);
        }
        if (askedInfo == null) {
            infoAt = now;
            askedInfo = calls.submit(role, NodeControl::replicationInfo);
        }
        seen = withInfo(withFacts(seen));
    }

    /** After something was done to the node: what was asked before no longer counts. */
    void forget() {
        askedInfo = null;
        askedFacts = null;
        factsAt = Long.MIN_VALUE;
        seen = new Seen(seen.info(), seen.facts(), seen.error(), true);
    }

    Seen seen() {
        return seen;
    }

    private Seen withFacts(Seen before) {
        if (askedFacts == null || !askedFacts.isDone()) {
            return before;
        }
        CompletableFuture<NodeFacts> answered = askedFacts;
        askedFacts = null;
        try {
            return new Seen(before.info(), Waiting.result(answered, "facts"), before.error(), before.stale());
        } catch (StepException e) {
            // The facts stay those of before; that the node is gone is told by the next INFO.
            return before;
        }
    }

    private Seen withInfo(Seen before) {
        if (askedInfo == null || !askedInfo.isDone()) {
            boolean hangs = ticker.nanos() - infoAt > HANGS.toNanos();
            return hangs ? new Seen(null, before.facts(), "does not answer", false) : before;
        }
        CompletableFuture<ReplicationInfo> answered = askedInfo;
        askedInfo = null;
        try {
            return new Seen(Waiting.result(answered, "INFO"), before.facts(), "", false);
        } catch (StepException e) {
            return new Seen(null, before.facts(), e.getMessage(), false);
        }
    }

    /**
     * @param error empty when the last question was answered; then {@code info} is not null
     * @param stale whether the node was changed since: good for showing, not for judging
     */
    record Seen(@Nullable ReplicationInfo info, @Nullable NodeFacts facts, String error, boolean stale) {}
}

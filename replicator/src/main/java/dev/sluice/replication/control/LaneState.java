package dev.sluice.replication.control;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.lag.LagClock;
import dev.sluice.replication.spool.SpoolBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What everyone may see of a lane. Written on the event loop only, read from any thread. */
final class LaneState {
    private static final Logger LOG = LoggerFactory.getLogger(LaneState.class);
    private static final long NOTHING_WAITS = Long.MIN_VALUE;

    private final NodeRole from;
    private final LagClock lag = new LagClock();
    private volatile Phase phase = Phase.CONNECTING;
    private volatile long oldestWaiting = NOTHING_WAITS;
    volatile @Nullable String replid;
    volatile long captured = -1;
    volatile long sent = -1;
    volatile long applied = -1;
    volatile long snapshotBytes = -1;
    volatile long snapshotTotal = -1;
    volatile long snapshotSent = -1;
    volatile boolean captureUp;
    volatile boolean applyUp;
    volatile @Nullable String captureProblem;
    volatile @Nullable String applyProblem;
    volatile @Nullable String failure;
    volatile @Nullable String lossy;
    final AtomicLong fullSyncs = new AtomicLong();
    final AtomicLong partialSyncs = new AtomicLong();

    LaneState(NodeRole from) {
        this.from = from;
    }

    Phase phase() {
        return phase;
    }

    /** The one place where a lane changes its phase. */
    void to(Phase next, String reason) {
        if (phase != next && phase != Phase.FAILED) {
            LOG.info(
                    "replication {} to {}: {} -> {}: {}",
                    from.word(),
                    from.other().word(),
                    phase,
                    next,
                    reason);
            phase = next;
        }
    }

    /** The stream starts after {@code offset}; what came before is of no account for the lag. */
    void streamFrom(String history, long offset) {
        lag.reset(offset);
        oldestWaiting = NOTHING_WAITS;
        replid = history;
        captured = offset;
    }

    void captured(long offset, long nowNanos) {
        lag.captured(offset, nowNanos);
        captured = offset;
        noteOldest();
    }

    void applied(long offset) {
        lag.applied(offset);
        applied = offset;
        noteOldest();
    }

    /** The receiver goes on after {@code offset}. What it lacks and whose arrival is forgotten counts from now. */
    void resumedAt(long offset, long nowNanos) {
        long end = captured;
        if (lag.isEmpty() && offset < end) {
            lag.reset(offset);
            lag.captured(end, nowNanos);
        }
        applied(offset);
    }

    private void noteOldest() {
        oldestWaiting = lag.isEmpty() ? NOTHING_WAITS : lag.oldestNanos();
    }

    ReplicatorStatus status(SpoolBudget budget, long nowNanos, @Nullable String serverProblem) {
        long appliedNow = applied;
        long capturedNow = captured;
        long oldest = oldestWaiting;
        return new ReplicatorStatus(
                phase,
                from,
                from.other(),
                replid,
                capturedNow,
                sent,
                appliedNow,
                appliedNow < 0 || capturedNow < 0 ? -1 : Math.max(0, capturedNow - appliedNow),
                Duration.ofNanos(oldest == NOTHING_WAITS ? 0 : Math.max(0, nowNanos - oldest)),
                snapshotBytes,
                snapshotTotal,
                snapshotSent,
                budget.usedBytes(),
                budget.maxBytes(),
                fullSyncs.get(),
                partialSyncs.get(),
                captureUp,
                applyUp,
                firstOf(failure, captureProblem, applyProblem, applyUp ? null : serverProblem),
                lossy);
    }

    private static @Nullable String firstOf(@Nullable String... problems) {
        for (String problem : problems) {
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}

package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A gate with one client behind it, which writes whenever it is let through. */
final class FakeGate implements Gate {
    final List<Blocker> blockers = new ArrayList<>();
    final Map<String, String> refusedUsers = new java.util.HashMap<>();
    NodeRole active = NodeRole.SOURCE;
    boolean writesHeld;
    boolean readsHeld;
    boolean prepared;
    long epoch;
    TroubleListener listener = reason -> {};
    /** What was ever decided; outlives a restart. */
    final Map<Long, NodeRole> decisions;

    private final Faults faults;

    FakeGate(Faults faults, Map<Long, NodeRole> decisions) {
        this.faults = faults;
        this.decisions = decisions;
    }

    @Override
    public List<Blocker> blockers() {
        return List.copyOf(blockers);
    }

    @Override
    public CompletionStage<Map<String, String>> tryUsers(NodeRole at) {
        return CompletableFuture.completedFuture(Map.copyOf(refusedUsers));
    }

    @Override
    public CompletionStage<Void> prepare(NodeRole to) {
        return FakeStage.of(faults, "gate.prepare", () -> {
            prepared = true;
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public void discardPrepared() {
        faults.record("gate.discard");
        faults.crashPoint("gate.discard");
        prepared = false;
    }

    @Override
    public CompletionStage<Void> holdWrites(HoldLimits limits) {
        return FakeStage.of(faults, "gate.holdWrites", () -> {
            writesHeld = true;
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<Void> drainWrites() {
        return FakeStage.of(faults, "gate.drain", () -> CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletionStage<Void> holdReads() {
        return FakeStage.of(faults, "gate.holdReads", () -> {
            readsHeld = true;
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<SwitchReport> switchTo(NodeRole to, long newEpoch) {
        return FakeStage.of(faults, "gate.switch", () -> {
            if (!writesHeld) {
                throw new AssertionError("switched while clients were let through");
            }
            NodeRole before = decisions.putIfAbsent(newEpoch, to);
            if (before != null && before != to) {
                throw new AssertionError("two decisions in epoch " + newEpoch);
            }
            active = to;
            epoch = newEpoch;
            prepared = false;
            return CompletableFuture.completedFuture(new SwitchReport(Map.of("idle", 1)));
        });
    }

    @Override
    public CompletionStage<PauseReport> resume() {
        return FakeStage.of(faults, "gate.resume", () -> {
            writesHeld = false;
            readsHeld = false;
            return CompletableFuture.completedFuture(new PauseReport(new Pause(3, 1, 2, 3), new Pause(1, 1, 1, 1)));
        });
    }

    @Override
    public void onTrouble(TroubleListener newListener) {
        listener = newListener;
    }

    @Override
    public GateStatus status() {
        return new GateStatus(active, 1, writesHeld ? 1 : 0, 0, Duration.ZERO);
    }
}

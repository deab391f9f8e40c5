package dev.sluice.app.adapter;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.port.Gate;
import dev.sluice.proxy.gate.TrafficGate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** {@link Gate} on a {@link TrafficGate}. */
public final class GateAdapter implements Gate {
    private final TrafficGate gate;
    private final Consumer<NodeRole> switched;

    /** @param switched told the node that serves from now on, before the first command goes there */
    public GateAdapter(TrafficGate gate, Consumer<NodeRole> switched) {
        this.gate = gate;
        this.switched = switched;
    }

    @Override
    public List<Blocker> blockers() {
        return gate.blockers().stream()
                .map(found -> new Blocker(found.session(), found.address(), found.name(), found.reason()))
                .toList();
    }

    @Override
    public CompletionStage<Void> prepare(NodeRole to) {
        return inWords(gate.prepare(to));
    }

    @Override
    public void discardPrepared() {
        gate.discardPrepared();
    }

    @Override
    public CompletionStage<Map<String, String>> tryUsers(NodeRole at) {
        return inWords(gate.tryUsers(at));
    }

    @Override
    public CompletionStage<Void> holdWrites(HoldLimits limits) {
        return inWords(gate.holdWrites(new dev.sluice.proxy.gate.HoldLimits(limits.maxBytes(), limits.maxCommands())));
    }

    @Override
    public CompletionStage<Void> drainWrites() {
        return inWords(gate.drainWrites());
    }

    @Override
    public CompletionStage<Void> holdReads() {
        return inWords(gate.holdReads());
    }

    @Override
    public CompletionStage<SwitchReport> switchTo(NodeRole to, long epoch) {
        return inWords(gate.switchTo(to, epoch)).thenApply(report -> {
            switched.accept(to);
            return new SwitchReport(report.moved());
        });
    }

    @Override
    public CompletionStage<PauseReport> resume() {
        return inWords(gate.resume())
                .thenApply(report -> new PauseReport(pause(report.writes()), pause(report.reads())));
    }

    private static Pause pause(dev.sluice.proxy.gate.PauseReport.Pause waited) {
        return new Pause(waited.commands(), waited.p50Ms(), waited.p99Ms(), waited.maxMs());
    }

    @Override
    public void onTrouble(TroubleListener listener) {
        gate.onTrouble(listener::onTrouble);
    }

    @Override
    public GateStatus status() {
        dev.sluice.proxy.gate.GateStatus status = gate.status();
        return new GateStatus(
                status.active(), status.clients(), status.heldCommands(), status.heldBytes(), status.heldFor());
    }

    private static <T> CompletionStage<T> inWords(CompletionStage<T> stage) {
        return Failures.translated(stage, dev.sluice.proxy.gate.GateException.class, GateException::new);
    }
}

package dev.sluice.admin.metrics;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.Pause;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gauges over {@link Migration#status()}, which is asked once a scrape: the state, the route, the nodes and the last attempt.
 * What the proxy and the replicator measure they register themselves. {@code NaN} before the first attempt.
 */
public final class MigrationMetrics implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final StatusCache cache;

    /** @param nanoTime {@code System::nanoTime} */
    public MigrationMetrics(Migration migration, LongSupplier nanoTime) {
        cache = new StatusCache(migration::status, nanoTime);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauges gauges = new Gauges(registry);
        bindState(gauges);
        bindLastAttempt(gauges);
    }

    private void bindState(Gauges gauges) {
        for (CutoverState state : CutoverState.values()) {
            gauges.add(
                    "sluice.state",
                    "1 for the state that the migration is in, 0 for the others",
                    null,
                    Tags.of("state", state.name()),
                    status -> flag(status.state().equals(state.name())));
        }
        for (NodeRole role : NodeRole.values()) {
            Tags node = Tags.of("node", role.word());
            gauges.add(
                    "sluice.active",
                    "1 for the node that serves clients",
                    null,
                    node,
                    status -> flag(status.active() == role));
            gauges.add("sluice.node.up", "1 while the node can be reached", null, node, status -> {
                NodeView view = status.nodes().get(role);
                return flag(view != null && view.reachable());
            });
        }
        gauges.add("sluice.epoch", "number of the route; grows with every change", null, MigrationStatus::epoch);
        gauges.add(
                "sluice.problems",
                "number of problems that STATUS names",
                null,
                status -> status.problems().size());
    }

    private void bindLastAttempt(Gauges gauges) {
        gauges.attempt(
                "sluice.attempt.committed",
                "1 when the last attempt changed the route",
                null,
                Tags.empty(),
                report -> flag(report.committed()));
        gauges.attempt(
                "sluice.attempt.phases.seconds",
                "time of all phases of the last attempt",
                "seconds",
                Tags.empty(),
                report -> report.phases().stream()
                                .mapToDouble(AttemptReport.PhaseTime::ms)
                                .sum()
                        / MILLIS_PER_SECOND);
        bindPause(gauges, "write", report -> report.pause().writes());
        bindPause(gauges, "read", report -> report.pause().reads());
    }

    private static void bindPause(Gauges gauges, String kind, Function<AttemptReport, Pause> pause) {
        String help = "how long commands were held in the last attempt";
        String name = "sluice.attempt.pause.seconds";
        Tags tags = Tags.of("kind", kind);
        gauges.attempt(
                name,
                help,
                "seconds",
                tags.and("quantile", "0.5"),
                report -> pause.apply(report).p50Ms() / MILLIS_PER_SECOND);
        gauges.attempt(
                name,
                help,
                "seconds",
                tags.and("quantile", "0.99"),
                report -> pause.apply(report).p99Ms() / MILLIS_PER_SECOND);
        gauges.attempt(
                name,
                help,
                "seconds",
                tags.and("quantile", "1"),
                report -> pause.apply(report).maxMs() / MILLIS_PER_SECOND);
        gauges.attempt(
                "sluice.attempt.held.commands",
                "commands that were held in the last attempt",
                null,
                tags,
                report -> pause.apply(report).commands());
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }

    /** Registers gauges that read the same status. */
    private final class Gauges {
        private final MeterRegistry registry;

        Gauges(MeterRegistry registry) {
            this.registry = registry;
        }

        void add(String name, String help, @Nullable String unit, ToDoubleFunction<MigrationStatus> value) {
            add(name, help, unit, Tags.empty(), value);
        }

        void attempt(
                String name, String help, @Nullable String unit, Tags tags, ToDoubleFunction<AttemptReport> value) {
            add(name, help, unit, tags, status -> {
                AttemptReport report = status.lastAttempt();
                return report == null ? Double.NaN : value.applyAsDouble(report);
            });
        }

        void add(String name, String help, @Nullable String unit, Tags tags, ToDoubleFunction<MigrationStatus> value) {
            Gauge.builder(name, cache, it -> value.applyAsDouble(it.get()))
                    .description(help)
                    .baseUnit(unit)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
    }
}

package dev.sluice.admin.metrics;

import dev.sluice.config.NodeRole;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.port.Gate.Pause;
import dev.sluice.cutover.port.ReplicationStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gauges over {@link Migration#status()}, which is asked once a scrape. What is not known yet is {@code NaN}: offsets and the
 * total of a snapshot before there is one, the pause before the first attempt.
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
        bindGate(gauges);
        bindReplication(gauges);
        bindSnapshotAndSpool(gauges);
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

    private void bindGate(Gauges gauges) {
        gauges.add(
                "sluice.held.commands",
                "commands held now",
                null,
                status -> status.gate().heldCommands());
        gauges.add(
                "sluice.held.bytes",
                "size of the commands held now",
                "bytes",
                status -> status.gate().heldBytes());
        gauges.add(
                "sluice.hold.seconds",
                "how long the hold that is on lasts",
                "seconds",
                status -> status.gate().heldFor().toMillis() / MILLIS_PER_SECOND);
    }

    private void bindReplication(Gauges gauges) {
        gauges.replication("sluice.lag.bytes", "not yet applied by the standby", "bytes", ReplicationStatus::lagBytes);
        gauges.replication(
                "sluice.lag.seconds",
                "age of the oldest byte not yet applied by the standby",
                "seconds",
                lane -> lane.lagTime().toMillis() / MILLIS_PER_SECOND);
        gauges.replication(
                "sluice.offset.captured", "last offset received and spooled", "bytes", lane -> known(lane.captured()));
        gauges.replication("sluice.offset.sent", "last offset passed on", "bytes", lane -> known(lane.sent()));
        gauges.replication(
                "sluice.offset.applied",
                "last offset that the standby applied",
                "bytes",
                lane -> known(lane.applied()));
        gauges.replication(
                "sluice.capture.up",
                "1 while the link from the active node is up",
                null,
                lane -> flag(lane.captureUp()));
        gauges.replication(
                "sluice.apply.up", "1 while the link to the standby is up", null, lane -> flag(lane.applyUp()));
        gauges.replication("sluice.full.syncs", "full copies so far", null, ReplicationStatus::fullSyncs);
        gauges.replication("sluice.partial.syncs", "partial resyncs so far", null, ReplicationStatus::partialSyncs);
        gauges.replication(
                "sluice.lossless",
                "0 once the standby cannot become exactly equal any more",
                null,
                lane -> flag(lane.lossy() == null));
    }

    private void bindSnapshotAndSpool(Gauges gauges) {
        gauges.replication(
                "sluice.snapshot.received.bytes",
                "of the snapshot received",
                "bytes",
                ReplicationStatus::snapshotBytes);
        gauges.replication(
                "sluice.snapshot.total.bytes", "size of the snapshot", "bytes", lane -> known(lane.snapshotTotal()));
        gauges.replication(
                "sluice.snapshot.sent.bytes", "of the snapshot passed on", "bytes", ReplicationStatus::snapshotSent);
        gauges.replication("sluice.spool.bytes", "spooled on disk", "bytes", ReplicationStatus::spoolBytes);
        gauges.replication("sluice.spool.max.bytes", "cap of the spool", "bytes", ReplicationStatus::spoolMaxBytes);
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
        bindPause(gauges, "writes", report -> report.pause().writes());
        bindPause(gauges, "reads", report -> report.pause().reads());
    }

    private static void bindPause(Gauges gauges, String kind, Function<AttemptReport, Pause> pause) {
        String help = "how long commands were held in the last attempt";
        String name = "sluice.pause.seconds";
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
                "sluice.pause.commands",
                "commands that were held in the last attempt",
                null,
                tags,
                report -> pause.apply(report).commands());
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }

    private static double known(long value) {
        return value < 0 ? Double.NaN : value;
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

        void replication(String name, String help, @Nullable String unit, ToDoubleFunction<ReplicationStatus> value) {
            add(name, help, unit, status -> value.applyAsDouble(status.replication()));
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

package dev.sluice.replication.control;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the copy shows to a metrics system. Everything is read from the status when it is asked for. */
final class ReplicationMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Supplier<ReplicatorStatus> status;
    private final List<Meter> meters = new ArrayList<>();

    ReplicationMeters(MeterRegistry registry, Supplier<ReplicatorStatus> status, SyncCounts syncs) {
        this.registry = registry;
        this.status = status;
        gauge(
                "sluice.replication.captured.offset",
                null,
                "Last offset received from the active node",
                s -> s.captured());
        gauge("sluice.replication.sent.offset", null, "Last offset passed on to the standby", s -> s.sent());
        gauge("sluice.replication.applied.offset", null, "Last offset that the standby has applied", s -> s.applied());
        gauge(
                "sluice.replication.lag.bytes",
                BaseUnits.BYTES,
                "Captured and not applied",
                s -> Math.max(0, s.lagBytes()));
        gauge(
                "sluice.replication.lag.seconds",
                "seconds",
                "Age of the oldest byte not applied",
                s -> s.lagTime().toNanos() / 1e9);
        gauge(
                "sluice.replication.snapshot",
                BaseUnits.BYTES,
                "Bytes of the snapshot received",
                s -> Math.max(0, s.snapshotBytes()));
        gauge(
                "sluice.replication.snapshot.sent",
                BaseUnits.BYTES,
                "Bytes of the snapshot passed on",
                s -> Math.max(0, s.snapshotSent()));
        gauge("sluice.replication.spool", BaseUnits.BYTES, "Bytes spooled on disk", s -> s.spoolBytes());
        gauge("sluice.replication.spool.max", BaseUnits.BYTES, "Cap of the spool", s -> s.spoolMaxBytes());
        gauge(
                "sluice.replication.capture.up",
                null,
                "1 while the active node streams to Sluice",
                s -> s.captureUp() ? 1 : 0);
        gauge("sluice.replication.apply.up", null, "1 while the standby follows Sluice", s -> s.applyUp() ? 1 : 0);
        gauge(
                "sluice.replication.lossy",
                null,
                "1 when the standby can no longer become equal",
                s -> s.lossy() == null ? 0 : 1);
        for (Phase phase : Phase.values()) {
            keep(Gauge.builder(
                            "sluice.replication.phase",
                            this,
                            m -> m.status.get().phase() == phase ? 1 : 0)
                    .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                    .description("1 for the phase that the copy is in")
                    .register(registry));
        }
        counter("full", syncs.full);
        counter("partial", syncs.partial);
    }

    private void counter(String kind, AtomicLong count) {
        keep(FunctionCounter.builder("sluice.replication.syncs", count, AtomicLong::doubleValue)
                .tag("kind", kind)
                .description("Resyncs that a standby was given")
                .register(registry));
    }

    private void gauge(String name, @Nullable String unit, String text, ToDoubleFunction<ReplicatorStatus> value) {
        keep(Gauge.builder(name, this, m -> value.applyAsDouble(m.status.get()))
                .baseUnit(unit)
                .description(text)
                .register(registry));
    }

    private void keep(Meter meter) {
        meters.add(meter);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}

package dev.sluice.admin.metrics;

import dev.sluice.cutover.api.MigrationStatus;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for the status once for all gauges of a scrape, and not again for a moment. Thread-safe. */
final class StatusCache {
    static final Duration MAX_AGE = Duration.ofMillis(250);

    private final Supplier<MigrationStatus> source;
    private final LongSupplier nanoTime;
    private @Nullable MigrationStatus last;
    private long readAt;

    StatusCache(Supplier<MigrationStatus> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    synchronized MigrationStatus get() {
        long now = nanoTime.getAsLong();
        MigrationStatus known = last;
        if (known == null || now - readAt > MAX_AGE.toNanos()) {
            known = source.get();
            last = known;
            readAt = now;
        }
        return known;
    }
}

package dev.sluice.proof.measure;

import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Operation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The pause as clients felt it: send to reply over the acknowledged operations that were outstanding at any moment between
 * the first hold and the last release. Clients that go around the proxy are not measured.
 */
public final class PauseMeter {
    private static final double NANOS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int DIGITS = 3;

    private PauseMeter() {}

    /** The pause of writes and that of reads. */
    public record Pause(Latencies writes, Latencies reads) {}

    /** Over all windows together. */
    public static Pause measure(List<ClientHistory> histories, List<Window> windows) {
        Histogram writes = new Histogram(DIGITS);
        Histogram reads = new Histogram(DIGITS);
        for (ClientHistory history : histories) {
            if (!history.isBypass()) {
                history.forEach(operation -> {
                    if (operation.isAcknowledged() && touches(operation, windows)) {
                        Histogram histogram = operation.kind().isWrite() ? writes : reads;
                        histogram.recordValue(Math.max(0, operation.repliedNanos() - operation.sentNanos()));
                    }
                });
            }
        }
        return new Pause(latencies(writes), latencies(reads));
    }

    private static boolean touches(Operation operation, List<Window> windows) {
        return windows.stream().anyMatch(window -> window.touches(operation.sentNanos(), operation.repliedNanos()));
    }

    private static Latencies latencies(Histogram histogram) {
        return new Latencies(
                histogram.getTotalCount(),
                ms(histogram.getValueAtPercentile(50)),
                ms(histogram.getValueAtPercentile(99)),
                ms(histogram.getMaxValue()));
    }

    private static double ms(long nanos) {
        return nanos / NANOS_PER_MS;
    }
}

package dev.sluice.replication.lag;

/**
 * The age of the oldest byte that was captured and is not applied yet. Keeps one sample (offset, time) for each
 * {@value #GRANULARITY_MILLIS} ms in which bytes came, at most {@value #MAX_SAMPLES}; when they are more, every second one is
 * forgotten, so that the error stays in proportion to the age. The age is never told too small.
 *
 * <p>Not thread-safe. Times are {@link System#nanoTime()} of the caller.
 */
public final class LagClock {
    /** Bytes that came closer together share a sample. */
    public static final long GRANULARITY_MILLIS = 5;

    /** Samples kept at most: 32 KB. */
    public static final int MAX_SAMPLES = 2048;

    private static final long GRANULARITY_NANOS = GRANULARITY_MILLIS * 1_000_000;

    /** Sample i: the first byte after {@code offsets[i]} came at {@code times[i]}. Both only grow. */
    private final long[] offsets = new long[MAX_SAMPLES];

    private final long[] times = new long[MAX_SAMPLES];
    private int count;
    private long end;

    /** Forgets everything; the receiver is compared with a stream that starts after {@code offset}. */
    public void reset(long offset) {
        count = 0;
        end = offset;
    }

    /** Bytes came that move the captured offset to {@code newEnd}. */
    public void captured(long newEnd, long nowNanos) {
        if (newEnd <= end) {
            return;
        }
        if (count == 0 || nowNanos - times[count - 1] >= GRANULARITY_NANOS) {
            if (count == MAX_SAMPLES) {
                thinOut();
            }
            offsets[count] = end;
            times[count] = nowNanos;
            count++;
        }
        end = newEnd;
    }

    /** The receiver has applied through this offset: older samples are no longer needed. */
    public void applied(long offset) {
        int keep = 0;
        while (keep + 1 < count && offsets[keep + 1] <= offset) {
            keep++;
        }
        if (offset >= end) {
            keep = count;
        }
        if (keep > 0) {
            System.arraycopy(offsets, keep, offsets, 0, count - keep);
            System.arraycopy(times, keep, times, 0, count - keep);
            count -= keep;
        }
    }

    /** Age in nanoseconds of the oldest byte not applied; 0 when there is none. */
    public long ageNanos(long nowNanos) {
        return count == 0 ? 0 : Math.max(0, nowNanos - times[0]);
    }

    /** Whether nothing waits to be applied. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** When the oldest byte not applied came; only while there is one. */
    public long oldestNanos() {
        return times[0];
    }

    private void thinOut() {
        int kept = 0;
        for (int i = 0; i < count; i += 2) {
            offsets[kept] = offsets[i];
            times[kept] = times[i];
            kept++;
        }
        count = kept;
    }
}

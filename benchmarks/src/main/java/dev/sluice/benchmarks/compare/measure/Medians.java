package dev.sluice.benchmarks.compare.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The medians of several runs, each figure for itself.
 *
 * @param cpuMicros of the proxy per request; null where it was not counted
 * @param rpsMin of the slowest run
 * @param rpsMax of the fastest run
 */
public record Medians(
        double rps,
        double p50Millis,
        double p99Millis,
        @Nullable Double cpuMicros,
        @Nullable Double serverCpuMicros,
        double rpsMin,
        double rpsMax) {

    /** Of at least one sample. */
    public static Medians of(List<Sample> samples) {
        double[] rps = sorted(samples, sample -> sample.figures().rps());
        return new Medians(
                median(rps),
                median(sorted(samples, sample -> sample.figures().p50Millis())),
                median(sorted(samples, sample -> sample.figures().p99Millis())),
                optional(samples, Sample::cpuMicros),
                optional(samples, Sample::serverCpuMicros),
                rps[0],
                rps[rps.length - 1]);
    }

    static double median(double[] sorted) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no median of nothing");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static @Nullable Double optional(List<Sample> samples, Function<Sample, @Nullable Double> value) {
        double[] known = sorted(samples, value);
        return known.length == 0 ? null : median(known);
    }

    private static double[] sorted(List<Sample> samples, Function<Sample, @Nullable Double> value) {
        double[] values = samples.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(each -> each)
                .toArray();
        Arrays.sort(values);
        return values;
    }
}

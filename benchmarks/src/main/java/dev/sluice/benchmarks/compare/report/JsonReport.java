package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.measure.Medians;
import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.measure.Sample;
import dev.sluice.benchmarks.compare.measure.Series;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report as it stands in the JSON file, every run in it. Times are in the unit that their name ends with. */
public record JsonReport(
        Machine machine,
        String server,
        Plan plan,
        int eventLoops,
        List<Report.PeerMemory> peers,
        List<Entry> results,
        List<String> notes) {

    /**
     * A load and a peer.
     *
     * @param requests of one run
     * @param medians null if nothing was measured; {@code failure} says why
     * @param relative to each other peer: requests a second and CPU per request as a multiple
     */
    public record Entry(
            String workload,
            String title,
            String operation,
            String peer,
            long requests,
            @Nullable Medians medians,
            Map<String, Ratio> relative,
            List<Sample> runs,
            String failure) {}

    /** @param cpu null where one of the two has no CPU that could be counted */
    public record Ratio(@Nullable Double rps, @Nullable Double cpu) {}

    public static JsonReport of(Report report) {
        return new JsonReport(
                report.machine(),
                report.server(),
                report.plan(),
                report.eventLoops(),
                report.memory(),
                report.lines().series().stream()
                        .map(series -> entry(series, report.lines()))
                        .toList(),
                report.notes());
    }

    private static Entry entry(Series series, Lines lines) {
        Map<String, Ratio> relative = new LinkedHashMap<>();
        for (Peer other : lines.peers()) {
            if (!other.equals(series.peer()) && series.isMeasured()) {
                relative.put(other.name(), ratio(series, lines, other.name()));
            }
        }
        return new Entry(
                series.workload().id(),
                series.workload().title(),
                series.operation().name(),
                series.peer().name(),
                series.isMeasured() ? series.samples().get(0).figures().requests() : 0,
                series.isMeasured() ? series.medians() : null,
                relative,
                series.samples(),
                series.failure());
    }

    private static Ratio ratio(Series series, Lines lines, String other) {
        String peer = series.peer().name();
        return new Ratio(
                lines.rpsRatio(series.workload(), series.operation(), peer, other)
                        .orElse(null),
                lines.cpuRatio(series.workload(), series.operation(), peer, other)
                        .orElse(null));
    }
}

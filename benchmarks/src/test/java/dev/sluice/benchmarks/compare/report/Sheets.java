package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Axis;
import dev.sluice.benchmarks.compare.load.Figures;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.measure.Sample;
import dev.sluice.benchmarks.compare.measure.Series;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A report with figures that are easy to reckon with. */
final class Sheets {
    private Sheets() {}

    static Report report() {
        return report(Workload.standard().subList(0, 2));
    }

    /** Along some axes, with descriptors for 9,900 clients. */
    static Scaling scaling(List<Axis> axes) {
        List<Axis.Point> points =
                axes.stream().flatMap(axis -> axis.points(1, 9_900).stream()).toList();
        return new Scaling(report(points.stream().map(Axis.Point::workload).toList()), points);
    }

    private static Report report(List<Workload> workloads) {
        List<Series> series = new ArrayList<>();
        for (Workload workload : workloads) {
            for (Operation operation : Operation.values()) {
                series.add(series(workload, operation, peer("direct", 0), 100_000, null, ""));
                series.add(series(workload, operation, peer("haproxy", 11), 50_000, 12.0, ""));
                series.add(series(workload, operation, peer("twemproxy", 12), 80_000, 8.0, "it broke"));
                series.add(series(workload, operation, peer("sluice-auto", 13), 90_000, 6.0, ""));
            }
        }
        return new Report(
                new Machine("CPU & Co", 2, "Linux 6", "Java 17", "cubic", 0.1, 1024),
                "redis 7.0.15",
                new Plan(5, 1, 0, 0.5),
                1,
                List.of(new Report.PeerMemory("sluice-auto", "sluice 0.1", 93_184, 102_400, 900)),
                new Lines(series),
                List.of("envoy left out: not installed"));
    }

    private static Peer peer(String name, long pid) {
        return new Peer(name, "1", "127.0.0.1", 1, pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid), 0, 0);
    }

    private static Series series(
            Workload workload, Operation operation, Peer peer, double rps, @Nullable Double cpu, String failure) {
        Sample sample = new Sample(new Figures(1_000, rps, 0.5, 1.25), cpu, 7.0);
        return new Series(workload, operation, peer, failure.isEmpty() ? List.of(sample) : List.of(), failure);
    }
}

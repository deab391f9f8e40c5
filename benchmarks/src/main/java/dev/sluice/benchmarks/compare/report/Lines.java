package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.measure.Medians;
import dev.sluice.benchmarks.compare.measure.Series;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds in what was measured the medians of a load and a peer, and compares them. */
public record Lines(List<Series> series) {

    public List<Workload> workloads() {
        return series.stream().map(Series::workload).distinct().toList();
    }

    public List<Operation> operations() {
        return series.stream().map(Series::operation).distinct().toList();
    }

    /** One of each name. */
    public List<Peer> peers() {
        Map<String, Peer> peers = new LinkedHashMap<>();
        series.forEach(each -> peers.putIfAbsent(each.peer().name(), each.peer()));
        return List.copyOf(peers.values());
    }

    /** Empty if it was not measured. */
    public Optional<Medians> of(Workload workload, Operation operation, String peer) {
        return series.stream()
                .filter(each -> each.workload().equals(workload)
                        && each.operation() == operation
                        && each.peer().name().equals(peer))
                .filter(Series::isMeasured)
                .findFirst()
                .map(Series::medians);
    }

    /** Requests a second of a peer, as a multiple of those of another. */
    public Optional<Double> rpsRatio(Workload workload, Operation operation, String peer, String other) {
        return ratio(
                of(workload, operation, peer).map(Medians::rps),
                of(workload, operation, other).map(Medians::rps));
    }

    /** CPU time per request of a proxy, as a multiple of that of another. */
    public Optional<Double> cpuRatio(Workload workload, Operation operation, String peer, String other) {
        return ratio(cpu(workload, operation, peer), cpu(workload, operation, other));
    }

    /** CPU time per request of a proxy in microseconds; empty where it was not counted. */
    public Optional<Double> cpu(Workload workload, Operation operation, String peer) {
        return of(workload, operation, peer).flatMap(medians -> Optional.ofNullable(medians.cpuMicros()));
    }

    private static Optional<Double> ratio(Optional<Double> value, Optional<Double> base) {
        return base.filter(each -> each > 0).flatMap(each -> value.map(above -> above / each));
    }
}

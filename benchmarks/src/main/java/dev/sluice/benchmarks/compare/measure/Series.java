package dev.sluice.benchmarks.compare.measure;

import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.List;

/**
 * All measured runs of one load against one peer, in the order of the rounds.
 *
 * @param failure why runs are missing; empty if none is
 */
public record Series(Workload workload, Operation operation, Peer peer, List<Sample> samples, String failure) {
    public Medians medians() {
        return Medians.of(samples);
    }

    public boolean isMeasured() {
        return !samples.isEmpty();
    }
}

package dev.sluice.demo.report;

import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.dataset.DatasetComparison;
import dev.sluice.proof.measure.Latencies;
import dev.sluice.proof.measure.PauseMeter.Pause;
import java.util.List;

/** What was found at the target when all had ended. */
public record Evidence(Verdict verdict, DatasetComparison data, Pause pause) {
    private static final Latencies NO_LATENCY = new Latencies(0, 0, 0, 0);

    /** In place of evidence that was never taken. */
    public static final Evidence NONE = new Evidence(
            new Verdict(0, 0, 0, 0, 0, 0, 0, 0, 0, List.of()),
            new DatasetComparison(0, 0, 0, List.of()),
            new Pause(NO_LATENCY, NO_LATENCY));
}

package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.List;

/**
 * What one run of a comparison found.
 *
 * @param eventLoops of Sluice, and threads of HAProxy
 * @param notes what a reader has to know: who was left out, what the warm-up was
 */
public record Report(
        Machine machine,
        String server,
        Plan plan,
        int eventLoops,
        List<PeerMemory> memory,
        Lines lines,
        List<String> notes) {

    /**
     * Resident memory in kilobytes; 0 where it is not known.
     *
     * @param restKb after the first reply
     * @param peakKb the most it ever had
     * @param startMillis from the start of the process to its first reply
     */
    public record PeerMemory(String peer, String version, long restKb, long peakKb, double startMillis) {}
}

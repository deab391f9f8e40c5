package dev.sluice.demo.report;

import dev.sluice.proof.measure.Latencies;
import java.util.List;

/**
 * The report, component for component what stands in the JSON file. Latencies and phases are in milliseconds.
 *
 * @param ok whether everything that the demo claims holds
 * @param reasons why not, in words; empty if {@code ok}
 * @param keys loaded before Sluice started
 * @param pause send to reply, by the client, over all operations outstanding between the first hold and the last release of
 *     any attempt
 * @param phases of the last attempt that was committed
 * @param attempts all of them, in order
 * @param seconds the demo took in all
 */
public record DemoReport(
        boolean ok,
        List<String> reasons,
        Server source,
        Server target,
        long keys,
        Operations operations,
        Connections connections,
        PauseMs pause,
        List<PhaseMs> phases,
        Copy copy,
        Verify verify,
        List<AttemptMs> attempts,
        double seconds) {

    /** @param family {@code redis} or {@code valkey} */
    public record Server(String family, String version) {
        @Override
        public String toString() {
            return family + " " + version;
        }
    }

    /**
     * @param acknowledged operations with a reply, reads too
     * @param unknown operations whose reply was lost
     * @param refused writers at the source that its fence ended
     * @param phantom found though never sent or refused
     * @param stale reads that missed an earlier write
     */
    public record Operations(
            long acknowledged,
            long errors,
            long lost,
            long duplicated,
            long reordered,
            long unknown,
            long refused,
            long phantom,
            long stale) {}

    public record Connections(long opened, long dropped) {}

    public record PauseMs(Latencies writes, Latencies reads) {}

    public record PhaseMs(String name, double ms) {}

    /**
     * @param keys at the target when it was in step
     * @param bytes of the snapshot
     * @param ms from the start of the copy until the target was in step
     */
    public record Copy(long keys, long bytes, double ms) {}

    /**
     * @param compared untouched keys compared with what was loaded
     * @param expired keys that expired before they could be compared
     */
    public record Verify(long compared, long different, long expired) {}

    /** @param kind {@code cutover} or {@code rollback}; {@code reason} why it was aborted, or empty */
    public record AttemptMs(String kind, boolean committed, String reason, double ms, List<PhaseMs> phases) {}
}

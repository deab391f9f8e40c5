package dev.sluice.benchmarks.compare.idle;

import dev.sluice.benchmarks.compare.peer.PeerKind;
import dev.sluice.benchmarks.compare.peer.Stage;
import dev.sluice.benchmarks.compare.peer.StartedPeer;
import dev.sluice.benchmarks.compare.system.Processes;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * What a proxy takes when nobody uses it, medians of several starts.
 *
 * @param startMillis from the start of the process to its first reply
 * @param restKb resident memory a while after that
 */
public record StartCost(String peer, double startMillis, long restKb) {
    /** What starts in the background, such as reading the node's command table, has ended by then. */
    private static final long SETTLE_NANOS = 2_000_000_000;

    /** Starts it that many times. */
    public static StartCost of(PeerKind kind, Stage stage, int starts) {
        double[] millis = new double[starts];
        long[] rest = new long[starts];
        for (int i = 0; i < starts; i++) {
            try (StartedPeer started = kind.start(stage)) {
                millis[i] = started.peer().startMillis();
                LockSupport.parkNanos(SETTLE_NANOS);
                rest[i] = Processes.residentKb(started.peer().pid().orElseThrow());
            }
        }
        Arrays.sort(millis);
        Arrays.sort(rest);
        return new StartCost(kind.name(), millis[starts / 2], rest[starts / 2]);
    }
}

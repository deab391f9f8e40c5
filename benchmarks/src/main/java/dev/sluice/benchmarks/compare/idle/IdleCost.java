package dev.sluice.benchmarks.compare.idle;

import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.system.Processes;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What idle clients take in a proxy, beyond what the kernel keeps for their sockets.
 *
 * @param clients how many
 * @param pinged whether each had a PING answered before it fell idle
 * @param residentKbEach growth of resident memory by client, in kilobytes
 * @param heapKbEach growth of the live objects by client, in kilobytes; null for what is no JVM
 */
public record IdleCost(
        String peer,
        int clients,
        boolean pinged,
        double residentKbEach,
        @Nullable Double heapKbEach) {
    private static final int WARM_UP = 200;

    /**
     * Measures a peer that has a process. Garbage is collected before and after, so that only what is needed counts; a few clients come and go
     * first, so that what the first one loads is not counted either.
     */
    public static IdleCost of(Peer peer, int clients, boolean pinged) {
        long pid = peer.pid().orElseThrow();
        IdleClients.open(peer.host(), peer.port(), WARM_UP, true).close();
        OptionalLong heapBefore = JavaHeap.collectedKb(pid);
        long before = Processes.residentKb(pid);
        try (IdleClients idle = IdleClients.open(peer.host(), peer.port(), clients, pinged)) {
            OptionalLong heapAfter = JavaHeap.collectedKb(pid);
            double resident = (double) (Processes.residentKb(pid) - before) / idle.count();
            Double heap = heapBefore.isPresent() && heapAfter.isPresent()
                    ? (double) (heapAfter.getAsLong() - heapBefore.getAsLong()) / idle.count()
                    : null;
            return new IdleCost(peer.name(), clients, pinged, resident, heap);
        }
    }
}

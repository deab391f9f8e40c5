package dev.sluice.benchmarks.compare.measure;

import dev.sluice.benchmarks.compare.load.Figures;
import dev.sluice.benchmarks.compare.load.Load;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.ExternalPeer;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.system.Processes;

/** One run: load, and what it cost the proxy and the server by the kernel's accounting. Connecting is part of it. */
final class Meter {
    private final Load load;
    private final long serverPid;

    Meter(Load load, long serverPid) {
        this.load = load;
        this.serverPid = serverPid;
    }

    Sample run(Workload workload, Operation operation, Peer peer, long requests) {
        long server = Processes.cpuMicros(serverPid);
        long proxy = peer.pid().isPresent() ? Processes.cpuMicros(peer.pid().getAsLong()) : 0;
        Figures figures = load.run(workload, operation, peer.host(), peer.port(), requests);
        Double proxyCost = peer.pid().isPresent()
                ? perRequest(Processes.cpuMicros(peer.pid().getAsLong()) - proxy, figures)
                : null;
        // An external proxy may have another server behind it.
        Double serverCost = ExternalPeer.VERSION.equals(peer.version())
                ? null
                : perRequest(Processes.cpuMicros(serverPid) - server, figures);
        return new Sample(figures, proxyCost, serverCost);
    }

    private static Double perRequest(long micros, Figures figures) {
        return (double) micros / Math.max(1, figures.requests());
    }
}

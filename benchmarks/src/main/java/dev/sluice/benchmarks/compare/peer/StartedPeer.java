package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.Children;

/** A peer and how it is ended. */
public record StartedPeer(Peer peer, Runnable end) implements AutoCloseable {
    static StartedPeer of(Peer peer, Process process) {
        return new StartedPeer(peer, () -> Children.end(process));
    }

    /** A peer that is not ours to end. */
    static StartedPeer running(Peer peer) {
        return new StartedPeer(peer, () -> {});
    }

    @Override
    public void close() {
        end.run();
    }
}

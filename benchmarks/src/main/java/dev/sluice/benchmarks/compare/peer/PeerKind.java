package dev.sluice.benchmarks.compare.peer;

import java.util.List;
import java.util.Optional;

/** How one peer is started. */
public interface PeerKind {
    String name();

    /** Why it cannot take part here, such as that it is not installed; empty if it can. */
    Optional<String> missing();

    /**
     * Starts it before the stage's server; it answers when this returns.
     *
     * @throws dev.sluice.benchmarks.compare.system.BenchmarkException if it does not, with the end of its log
     */
    StartedPeer start(Stage stage);

    /** All that are known, as they stand in the tables. */
    static List<PeerKind> all() {
        return List.of(
                new DirectPeer(),
                new HaProxy(),
                new Twemproxy(),
                new SluicePeer("sluice-auto", "lanes = auto"),
                new SluicePeer("sluice-dedicated", "lanes = dedicated"),
                new SluicePeer("sluice-io_uring", "lanes = auto, transport = io_uring"));
    }

    /** Whether it takes part without being named. */
    default boolean byDefault() {
        return true;
    }
}

package dev.sluice.benchmarks.compare.peer;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peers that run side by side, and a word for each that could not. Not thread-safe. */
public final class Lineup implements AutoCloseable {
    private final List<StartedPeer> started = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    private Lineup() {}

    /** Starts them; one that is missing or does not start is left out, and noted. */
    public static Lineup start(List<PeerKind> kinds, Stage stage) {
        Lineup lineup = new Lineup();
        for (PeerKind kind : kinds) {
            lineup.add(kind, stage);
        }
        return lineup;
    }

    private void add(PeerKind kind, Stage stage) {
        Optional<String> missing = kind.missing();
        if (missing.isPresent()) {
            absent.add(kind.name() + " left out: " + missing.get());
            return;
        }
        try {
            started.add(kind.start(stage));
        } catch (BenchmarkException e) {
            absent.add(kind.name() + " left out: " + e.getMessage());
        }
    }

    public List<Peer> peers() {
        return started.stream().map(StartedPeer::peer).toList();
    }

    public List<String> absent() {
        return List.copyOf(absent);
    }

    @Override
    public void close() {
        started.forEach(StartedPeer::close);
    }
}

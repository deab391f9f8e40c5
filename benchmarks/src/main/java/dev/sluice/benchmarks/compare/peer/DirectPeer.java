package dev.sluice.benchmarks.compare.peer;

import java.util.Optional;
import java.util.OptionalLong;

/** The server without a proxy. */
final class DirectPeer implements PeerKind {
    @Override
    public String name() {
        return Peer.DIRECT;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public StartedPeer start(Stage stage) {
        // Its own CPU and memory are those of the server, which are counted with every peer.
        return StartedPeer.running(new Peer(
                name(),
                stage.source().binary().toString(),
                stage.source().host(),
                stage.source().port(),
                OptionalLong.empty(),
                0,
                0));
    }
}

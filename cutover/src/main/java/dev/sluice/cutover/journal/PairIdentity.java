package dev.sluice.cutover.journal;

import dev.sluice.config.Endpoint;

/** The two nodes that a state directory belongs to, by the addresses that Sluice dials. */
public record PairIdentity(String source, String target) {

    public static PairIdentity of(Endpoint source, Endpoint target) {
        return new PairIdentity(source.toString(), target.toString());
    }
}

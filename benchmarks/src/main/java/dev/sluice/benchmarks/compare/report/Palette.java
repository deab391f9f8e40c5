package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.List;
import java.util.Map;

/** A colour for each peer, the same in every plot; told apart by people who see colours differently (Okabe and Ito's set). */
final class Palette {
    private static final Map<String, String> KNOWN = Map.of(
            Peer.DIRECT,
            "#7f7f7f",
            "haproxy",
            "#e69f00",
            "twemproxy",
            "#56b4e9",
            "sluice-auto",
            "#d55e00",
            "sluice-dedicated",
            "#0072b2",
            "sluice-io_uring",
            "#009e73");
    private static final List<String> OTHERS = List.of("#cc79a7", "#b8a800", "#000000");

    private Palette() {}

    static String colour(String peer, int position) {
        return KNOWN.getOrDefault(peer, OTHERS.get(position % OTHERS.size()));
    }
}

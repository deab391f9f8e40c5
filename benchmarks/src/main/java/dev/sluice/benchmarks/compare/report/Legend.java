package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.List;

/** Which colour is which peer. */
final class Legend {
    private static final int SQUARE = 12;
    private static final int CHARACTER = 8;
    private static final int GAP = 40;

    private Legend() {}

    static void draw(Svg svg, double x, double y, List<Peer> peers) {
        double at = x;
        for (int i = 0; i < peers.size(); i++) {
            String name = peers.get(i).name();
            svg.rectangle(at, y - SQUARE + 2, SQUARE, SQUARE, Palette.colour(name, i));
            svg.text(at + SQUARE + 5, y, 13, "start", name);
            at += name.length() * CHARACTER + GAP;
        }
    }
}

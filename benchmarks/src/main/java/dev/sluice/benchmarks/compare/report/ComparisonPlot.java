package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.List;
import java.util.Optional;

/**
 * Bars, a group for each load: left the requests a second as a multiple of direct, right the CPU per request. Each group on the right has a
 * scale of its own, since a pipelined request costs a tenth of another; the figure stands at each bar.
 */
public final class ComparisonPlot {
    private static final int WIDTH = 1000;
    private static final int LEFT = 210;
    private static final int RIGHT = 640;
    private static final int PANEL = 290;
    private static final int TOP = 116;
    private static final int BAR = 13;
    private static final int GROUP_GAP = 16;
    private static final double LEAST_SCALE = 1.25;

    private final Lines lines;
    private final List<Peer> peers;
    private final Svg svg = new Svg(WIDTH);
    private final double scale;
    private double y = TOP;

    private ComparisonPlot(Lines lines) {
        this.lines = lines;
        this.peers = lines.peers();
        this.scale = lines.series().stream()
                .flatMap(each ->
                        lines
                                .rpsRatio(
                                        each.workload(),
                                        each.operation(),
                                        each.peer().name(),
                                        Peer.DIRECT)
                                .stream())
                .reduce(LEAST_SCALE, Math::max);
    }

    public static String svg(Report report) {
        return new ComparisonPlot(report.lines()).draw(report);
    }

    private String draw(Report report) {
        svg.heading(20, 28, 18, "Sluice beside its peers");
        svg.text(
                20,
                47,
                12,
                "start",
                report.server() + ", medians of " + report.plan().rounds() + " rounds, event loops: "
                        + report.eventLoops());
        svg.text(20, 63, 12, "start", report.machine().toString());
        Legend.draw(svg, 20, 86, peers);
        svg.heading(LEFT, TOP - 6, 13, "requests a second, direct = 1 (more is better)");
        svg.heading(RIGHT, TOP - 6, 13, "proxy CPU per request, us (less is better)");
        y += 8;
        for (Workload workload : lines.workloads()) {
            for (Operation operation : lines.operations()) {
                group(workload, operation);
            }
        }
        double one = LEFT + PANEL / scale;
        svg.line(one, TOP + 4, one, y - GROUP_GAP + 4, "#222222", 1);
        return svg.document(y + 8);
    }

    private void group(Workload workload, Operation operation) {
        double middle = y + peers.size() * BAR / 2.0;
        svg.heading(20, middle - 2, 12, operation.name());
        svg.text(20, middle + 13, 11, "start", workload.title());
        double most = peers.stream()
                .flatMap(peer -> lines.cpu(workload, operation, peer.name()).stream())
                .reduce(0.0, Math::max);
        for (int i = 0; i < peers.size(); i++) {
            Peer peer = peers.get(i);
            String colour = Palette.colour(peer.name(), i);
            bar(LEFT, scale, lines.rpsRatio(workload, operation, peer.name(), Peer.DIRECT), colour);
            if (peer.pid().isPresent()) {
                bar(RIGHT, most, lines.cpu(workload, operation, peer.name()), colour);
            }
            y += BAR;
        }
        y += GROUP_GAP;
    }

    private void bar(int x, double most, Optional<Double> value, String colour) {
        double length = most > 0 ? value.orElse(0.0) / most * PANEL : 0;
        svg.rectangle(x, y, length, BAR - 2, colour);
        svg.text(x + length + 4, y + BAR - 3, 10, "start", value.isPresent() ? Numbers.ratio(value) : "not measured");
    }
}

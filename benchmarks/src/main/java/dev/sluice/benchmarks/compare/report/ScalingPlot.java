package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Axis;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Curves: a row for each axis, in it the requests as a multiple of direct and the CPU per request, for each operation. */
public final class ScalingPlot {
    private static final int WIDTH = 1100;
    private static final int LEFT = 150;
    private static final int STEP = 240;
    private static final int TOP = 140;
    private static final int ROW = 175;
    private static final double LEAST_RATIO = 1.25;

    private final Scaling scaling;
    private final Lines lines;
    private final Svg svg = new Svg(WIDTH);

    private ScalingPlot(Scaling scaling) {
        this.scaling = scaling;
        this.lines = scaling.report().lines();
    }

    public static String svg(Scaling scaling) {
        return new ScalingPlot(scaling).draw();
    }

    private String draw() {
        Report report = scaling.report();
        svg.heading(20, 28, 18, "How the cost grows");
        svg.text(
                20,
                47,
                12,
                "start",
                report.server() + ", medians of " + report.plan().rounds() + " rounds");
        svg.text(20, 63, 12, "start", report.machine().toString());
        Legend.draw(svg, 20, 88, lines.peers());
        List<Operation> operations = lines.operations();
        for (int i = 0; i < operations.size(); i++) {
            svg.heading(LEFT + i * STEP, TOP - 18, 13, operations.get(i) + ": rps, direct = 1");
            svg.heading(
                    LEFT + (operations.size() + i) * STEP, TOP - 18, 13, operations.get(i) + ": CPU us per request");
        }
        double y = TOP;
        for (Axis axis : scaling.axes()) {
            row(axis, y);
            y += ROW;
        }
        return svg.document(y);
    }

    private void row(Axis axis, double y) {
        svg.heading(20, y + CurvePanel.HEIGHT / 2.0, 12, axis.title());
        List<Operation> operations = lines.operations();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            curves(
                    axis,
                    LEFT + i * STEP,
                    y,
                    false,
                    (point, peer) -> lines.rpsRatio(point.workload(), operation, peer.name(), Peer.DIRECT));
            curves(
                    axis,
                    LEFT + (operations.size() + i) * STEP,
                    y,
                    true,
                    (point, peer) -> lines.cpu(point.workload(), operation, peer.name()));
        }
    }

    private void curves(
            Axis axis, double x, double y, boolean logarithmic, BiFunction<Axis.Point, Peer, Optional<Double>> value) {
        List<Axis.Point> points = scaling.on(axis);
        CurvePanel panel = new CurvePanel(
                svg, x, y, logarithmic, points.stream().map(Axis.Point::label).toList());
        List<Peer> peers = lines.peers();
        List<List<Optional<Double>>> values = peers.stream()
                .map(peer ->
                        points.stream().map(point -> value.apply(point, peer)).toList())
                .toList();
        panel.scale(values, logarithmic ? 0 : LEAST_RATIO);
        for (int i = 0; i < peers.size(); i++) {
            panel.curve(values.get(i), Palette.colour(peers.get(i).name(), i));
        }
    }
}

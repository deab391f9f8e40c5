package dev.sluice.benchmarks.compare.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One panel with curves over places that stand at equal distances. Not thread-safe. */
final class CurvePanel {
    static final int HEIGHT = 120;

    private static final int WIDTH = 190;
    private static final int INSET = 12;
    private static final String GRID = "#dddddd";
    private static final double[] NICE = {1, 2, 5};
    private static final int MOST_MARKS = 6;

    private final Svg svg;
    private final double x;
    private final double y;
    private final boolean logarithmic;
    private final int places;
    private double low;
    private double high;

    /** @param labels of the places, from the left */
    CurvePanel(Svg svg, double x, double y, boolean logarithmic, List<String> labels) {
        this.svg = svg;
        this.x = x;
        this.y = y;
        this.logarithmic = logarithmic;
        this.places = labels.size();
        for (int i = 0; i < labels.size(); i++) {
            svg.text(across(i), y + HEIGHT + 14, 10, "middle", labels.get(i));
        }
    }

    /**
     * Chooses the scale and draws its marks.
     *
     * @param leastHigh the upper end is no lower than this
     */
    void scale(List<List<Optional<Double>>> curves, double leastHigh) {
        double[] values = curves.stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .filter(value -> value > 0)
                .mapToDouble(value -> value)
                .toArray();
        double most = Math.max(leastHigh, Arrays.stream(values).max().orElse(1));
        double least = Arrays.stream(values).min().orElse(1);
        high = logarithmic ? Math.pow(10, Math.ceil(Math.log10(most * 1.01))) : most * 1.05;
        low = logarithmic ? Math.pow(10, Math.floor(Math.log10(least))) : 0;
        double step = logarithmic ? 10 : niceStep(high);
        for (double mark = low; mark <= high * 1.001; mark = logarithmic ? mark * step : mark + step) {
            svg.line(x, up(mark), x + WIDTH, up(mark), !logarithmic && Math.abs(mark - 1) < 1e-9 ? "#555555" : GRID, 1);
            svg.text(x - 5, up(mark) + 4, 10, "end", Numbers.mark(mark));
        }
    }

    /** A place without a value is left out; its neighbours are joined. */
    void curve(List<Optional<Double>> values, String colour) {
        double lastX = 0;
        double lastY = 0;
        boolean joined = false;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).filter(value -> value > 0).isEmpty()) {
                continue;
            }
            double nowX = across(i);
            double nowY = up(values.get(i).orElseThrow());
            svg.circle(nowX, nowY, 2.5, colour);
            if (joined) {
                svg.line(lastX, lastY, nowX, nowY, colour, 2);
            }
            lastX = nowX;
            lastY = nowY;
            joined = true;
        }
    }

    private double across(int place) {
        return places == 1 ? x + WIDTH / 2.0 : x + INSET + place * (WIDTH - 2.0 * INSET) / (places - 1);
    }

    private double up(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return y + HEIGHT * (1 - share);
    }

    private static double niceStep(double range) {
        for (double size = 0.1; ; size *= 10) {
            for (double nice : NICE) {
                if (range / (size * nice) <= MOST_MARKS) {
                    return size * nice;
                }
            }
        }
    }
}

package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Axis;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.measure.Medians;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for each axis and operation: a line for each place, and for each proxy the requests as a multiple of direct and the CPU. */
public final class ScalingTable {
    private static final int NAME = 10;
    private static final String FIRST = "%-8s%11s";
    private static final String CELL = "%" + NAME + "s";

    private final Scaling scaling;
    private final Lines lines;
    private final List<String> proxies;
    private final List<String> text = new ArrayList<>();

    private ScalingTable(Scaling scaling) {
        this.scaling = scaling;
        this.lines = scaling.report().lines();
        this.proxies = lines.peers().stream()
                .map(Peer::name)
                .filter(name -> !name.equals(Peer.DIRECT))
                .toList();
    }

    public static List<String> lines(Scaling scaling) {
        ScalingTable table = new ScalingTable(scaling);
        table.text.add(scaling.report().machine().toString());
        table.text.add(scaling.report().server() + "; medians of "
                + scaling.report().plan().rounds() + " rounds");
        for (Axis axis : scaling.axes()) {
            table.lines.operations().forEach(operation -> table.axis(axis, operation));
        }
        scaling.report().notes().forEach(note -> table.text.add("Note: " + note));
        return List.copyOf(table.text);
    }

    private void axis(Axis axis, Operation operation) {
        text.add("");
        int width = proxies.size() * NAME;
        text.add(String.format(Locale.ROOT, FIRST, operation, "direct") + " |"
                + String.format(Locale.ROOT, "%-" + width + "s", " rps, direct = 1") + " | CPU us per request");
        String names = String.join("", proxies.stream().map(ScalingTable::name).toList());
        text.add(String.format(Locale.ROOT, FIRST, shortened(axis.title()), "rps") + " |" + names + " |" + names);
        for (Axis.Point point : scaling.on(axis)) {
            StringBuilder ratios = new StringBuilder();
            StringBuilder costs = new StringBuilder();
            for (String proxy : proxies) {
                ratios.append(cell(Numbers.ratio(lines.rpsRatio(point.workload(), operation, proxy, Peer.DIRECT))));
                costs.append(cell(Numbers.ratio(lines.cpu(point.workload(), operation, proxy))));
            }
            String direct = lines.of(point.workload(), operation, Peer.DIRECT)
                    .map(Medians::rps)
                    .map(Numbers::rate)
                    .orElse(Numbers.NONE);
            text.add(String.format(Locale.ROOT, FIRST, point.label(), direct) + " |" + ratios + " |" + costs);
        }
    }

    private static String shortened(String title) {
        return title.equals(Axis.VALUE_SIZE.title())
                ? "value"
                : title.replace("event ", "").replace(", pipeline ", " P");
    }

    /** The column is narrow: {@code sluice-dedicated} is {@code s-dedicat}. */
    private static String name(String proxy) {
        String name = proxy.replace(Peer.SLUICE + "-", "s-");
        return cell(name.length() < NAME ? name : name.substring(0, NAME - 1));
    }

    private static String cell(String text) {
        return String.format(Locale.ROOT, CELL, text);
    }
}

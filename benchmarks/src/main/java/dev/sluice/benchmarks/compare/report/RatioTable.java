package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sluice beside each of its peers: what is 1 is equal. The values of the operations stand beside each other, as 0.94/0.79. */
final class RatioTable {
    private static final String NAME = "%-9s%-17s";
    private static final String CELL = "%14s";
    private static final int LONGEST = 9;

    private final Lines lines;
    private final List<String> proxies;
    private final List<String> text = new ArrayList<>();

    private RatioTable(Lines lines) {
        this.lines = lines;
        this.proxies = lines.peers().stream()
                .filter(peer -> !peer.isSluice() && !peer.name().equals(Peer.DIRECT))
                .map(Peer::name)
                .toList();
    }

    static List<String> lines(Lines lines) {
        RatioTable table = new RatioTable(lines);
        table.head();
        lines.workloads().forEach(table::workload);
        return table.text;
    }

    private void head() {
        text.add("");
        text.add("Sluice as a multiple of its peers, "
                + lines.operations().stream().map(Operation::toString).collect(Collectors.joining("/"))
                + " (rps: more is better, CPU per request: less is better)");
        StringBuilder head = new StringBuilder(NAME.formatted("", ""));
        head.append(CELL.formatted("rps/direct"));
        proxies.forEach(proxy -> head.append(CELL.formatted("rps/" + shortened(proxy))));
        proxies.forEach(proxy -> head.append(CELL.formatted("CPU/" + shortened(proxy))));
        text.add(head.toString());
    }

    private void workload(Workload workload) {
        for (Peer peer : lines.peers()) {
            if (!peer.isSluice()) {
                continue;
            }
            StringBuilder line = new StringBuilder(NAME.formatted(workload.id(), peer.name()));
            line.append(cell(each -> lines.rpsRatio(workload, each, peer.name(), Peer.DIRECT)));
            proxies.forEach(proxy -> line.append(cell(each -> lines.rpsRatio(workload, each, peer.name(), proxy))));
            proxies.forEach(proxy -> line.append(cell(each -> lines.cpuRatio(workload, each, peer.name(), proxy))));
            text.add(line.toString());
        }
    }

    private String cell(Function<Operation, Optional<Double>> ratio) {
        String values = lines.operations().stream()
                .map(operation -> Numbers.ratio(ratio.apply(operation)))
                .collect(Collectors.joining("/"));
        return String.format(Locale.ROOT, CELL, values);
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}

package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.measure.Medians;
import dev.sluice.benchmarks.compare.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report for a person, in lines of at most 100 columns with the peers that are known. */
public final class TextTable {
    private static final String NAME = "%-17s";
    private static final String CELLS = " |%8s%6s%7s%7s%6s%6s";

    private final Report report;
    private final Lines lines;
    private final List<String> text = new ArrayList<>();

    private TextTable(Report report) {
        this.report = report;
        this.lines = report.lines();
    }

    public static List<String> lines(Report report) {
        TextTable table = new TextTable(report);
        table.head();
        report.lines().workloads().forEach(table::workload);
        table.text.addAll(RatioTable.lines(report.lines()));
        table.memory();
        report.notes().forEach(note -> table.text.add("Note: " + note));
        return List.copyOf(table.text);
    }

    private void head() {
        text.add(report.machine().toString());
        text.add(report.server() + "; medians of " + report.plan().rounds() + " rounds; event loops "
                + report.eventLoops());
        text.add(
                "rps: requests a second. x dir: the same, direct = 1. p50, p99: ms from sending to reply. CPU, srv: CPU us");
        text.add("per request of the proxy and of the server, by the kernel's accounting.");
    }

    private void workload(Workload workload) {
        text.add("");
        text.add(workload.title());
        StringBuilder operations = new StringBuilder(NAME.formatted(""));
        StringBuilder columns = new StringBuilder(NAME.formatted(""));
        for (Operation operation : lines.operations()) {
            operations.append(String.format(Locale.ROOT, " | %-39s", operation));
            columns.append(String.format(Locale.ROOT, CELLS, "rps", "x dir", "p50", "p99", "CPU", "srv"));
        }
        text.add(operations.toString().stripTrailing());
        text.add(columns.toString());
        for (Peer peer : lines.peers()) {
            StringBuilder line = new StringBuilder(NAME.formatted(peer.name()));
            lines.operations().forEach(operation -> line.append(cells(workload, operation, peer.name())));
            text.add(line.toString());
        }
    }

    private String cells(Workload workload, Operation operation, String peer) {
        Optional<Medians> found = lines.of(workload, operation, peer);
        if (found.isEmpty()) {
            return String.format(Locale.ROOT, " | %-39s", "not measured");
        }
        Medians medians = found.get();
        return String.format(
                Locale.ROOT,
                CELLS,
                Numbers.rate(medians.rps()),
                Numbers.ratio(lines.rpsRatio(workload, operation, peer, Peer.DIRECT)),
                Numbers.time(medians.p50Millis()),
                Numbers.time(medians.p99Millis()),
                Numbers.time(medians.cpuMicros()),
                Numbers.time(medians.serverCpuMicros()));
    }

    private void memory() {
        text.add("");
        text.add(String.format(
                Locale.ROOT,
                "%-17s%14s%14s%16s  %s",
                "memory",
                "at rest, MB",
                "peak, MB",
                "first reply, ms",
                "version"));
        for (Report.PeerMemory each : report.memory()) {
            text.add(String.format(
                    Locale.ROOT,
                    "%-17s%14s%14s%16s  %s",
                    each.peer(),
                    Numbers.megabytes(each.restKb()),
                    Numbers.megabytes(each.peakKb()),
                    each.startMillis() == 0 ? Numbers.NONE : Math.round(each.startMillis()),
                    each.version()));
        }
    }
}

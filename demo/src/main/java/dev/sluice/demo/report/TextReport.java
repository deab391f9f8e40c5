package dev.sluice.demo.report;

import static dev.sluice.demo.report.Words.bytes;
import static dev.sluice.demo.report.Words.count;
import static dev.sluice.demo.report.Words.ms;

import dev.sluice.demo.report.DemoReport.AttemptMs;
import dev.sluice.demo.report.DemoReport.Operations;
import dev.sluice.proof.measure.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for a person, in lines of at most 80 columns but for reasons, which may be longer. */
public final class TextReport {
    private TextReport() {}

    public static List<String> lines(DemoReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(report.ok() ? "  RESULT: OK, everything holds" : "  RESULT: FAILED");
        report.reasons().forEach(reason -> lines.add("    - " + reason));
        lines.add("");
        add(lines, "Servers", report.source() + " -> " + report.target());
        operations(lines, report);
        add(lines, "Pause", "writes " + latencies(report.pause().writes()));
        add(lines, "", "reads  " + latencies(report.pause().reads()));
        report.attempts().forEach(attempt -> attempt(lines, attempt));
        add(
                lines,
                "Copy",
                count(report.copy().keys()) + " keys, snapshot of "
                        + bytes(report.copy().bytes()) + ", in step after "
                        + Words.seconds(report.copy().ms()));
        add(lines, "Data", count(report.verify().compared()) + " untouched keys compared with what was loaded:");
        add(lines, "", count(report.verify().different()) + " different (value, time to live, stream groups)");
        add(lines, "Time", String.format(Locale.ROOT, "%.1f s in all", report.seconds()));
        return lines;
    }

    private static void operations(List<String> lines, DemoReport report) {
        Operations operations = report.operations();
        add(
                lines,
                "Operations",
                count(operations.acknowledged()) + " acknowledged, " + operations.errors() + " errors");
        add(
                lines,
                "",
                operations.lost() + " lost, " + operations.duplicated() + " duplicated, " + operations.reordered()
                        + " reordered, " + operations.stale() + " stale reads");
        add(
                lines,
                "Connections",
                report.connections().opened() + " opened, "
                        + report.connections().dropped() + " dropped");
        add(lines, "Fence", operations.refused() + " writers at the source refused, what it acknowledged is kept");
    }

    private static void attempt(List<String> lines, AttemptMs attempt) {
        String title = attempt.kind().substring(0, 1).toUpperCase(Locale.ROOT)
                + attempt.kind().substring(1);
        String outcome = attempt.committed() ? "committed, " + ms(attempt.ms()) : "ABORTED: " + attempt.reason();
        add(lines, title, outcome);
        List<String> phases = attempt.phases().stream()
                .map(phase -> phase.name() + " " + ms(phase.ms()))
                .collect(Collectors.toCollection(ArrayList::new));
        for (String line : Words.wrap(phases, ", ", 64)) {
            add(lines, "", line);
        }
    }

    private static String latencies(Latencies latencies) {
        return "p50 " + ms(latencies.p50Ms()) + ", p99 " + ms(latencies.p99Ms()) + ", max " + ms(latencies.maxMs())
                + " (" + count(latencies.operations()) + ")";
    }

    private static void add(List<String> lines, String title, String text) {
        lines.add(String.format(Locale.ROOT, "  %-12s %s", title, text));
    }
}

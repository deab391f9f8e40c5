package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** System calls per request, for a person. */
public final class CountTable {
    /** Calls that are rarer are not told apart. */
    private static final double RAREST = 0.005;

    private CountTable() {}

    /**
     * What was counted of one proxy under one load, per request.
     *
     * @param byCall the calls that were told apart
     */
    public record Count(String workload, Operation operation, String peer, double total, Map<String, Double> byCall) {}

    /** @param counter what counted */
    public static List<String> lines(String counter, List<Count> counts) {
        List<String> text = new ArrayList<>();
        text.add("System calls per request (" + counter + ")");
        text.add(String.format(Locale.ROOT, "%-9s%-5s%-17s%8s  %s", "", "", "", "all", "of which"));
        for (Count count : counts) {
            String calls = count.byCall().entrySet().stream()
                    .filter(each -> each.getValue() >= RAREST)
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .map(each -> String.format(Locale.ROOT, "%s %.2f", each.getKey(), each.getValue()))
                    .collect(Collectors.joining(", "));
            text.add(String.format(
                    Locale.ROOT,
                    "%-9s%-5s%-17s%8.2f  %s",
                    count.workload(),
                    count.operation(),
                    count.peer(),
                    count.total(),
                    calls));
        }
        return text;
    }
}

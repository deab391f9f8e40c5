package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.idle.IdleCost;
import dev.sluice.benchmarks.compare.idle.StartCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Memory and starts, for a person. */
public final class IdleTable {
    private static final String START = "%-17s%16s%14s";
    private static final String IDLE = "%-17s%10s  %-16s%16s%16s";

    private IdleTable() {}

    public static List<String> lines(List<StartCost> starts, List<IdleCost> costs, List<String> notes) {
        List<String> text = new ArrayList<>();
        text.add(String.format(Locale.ROOT, START, "", "first reply, ms", "at rest, MB"));
        for (StartCost each : starts) {
            text.add(String.format(
                    Locale.ROOT, START, each.peer(), Math.round(each.startMillis()), Numbers.megabytes(each.restKb())));
        }
        text.add("");
        text.add(String.format(Locale.ROOT, IDLE, "KB for each", "clients", "", "resident", "Java objects"));
        for (IdleCost each : costs) {
            text.add(String.format(
                            Locale.ROOT,
                            IDLE,
                            each.peer(),
                            each.clients(),
                            each.pinged() ? "after a PING" : "only connected",
                            Numbers.time(each.residentKbEach()),
                            Numbers.time(each.heapKbEach()))
                    .stripTrailing());
        }
        notes.forEach(note -> text.add("Note: " + note));
        return text;
    }
}

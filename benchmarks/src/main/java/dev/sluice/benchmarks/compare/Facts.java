package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.measure.Series;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.report.Report.PeerMemory;
import dev.sluice.benchmarks.compare.system.Processes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a report says beside the figures of the loads. */
final class Facts {
    private Facts() {}

    /** Of those peers that have a process. To be asked while they still run. */
    static List<PeerMemory> memory(List<Peer> peers) {
        return peers.stream()
                .filter(peer -> peer.pid().isPresent())
                .map(peer -> new PeerMemory(
                        peer.name(),
                        peer.version(),
                        peer.restKb(),
                        Processes.peakKb(peer.pid().getAsLong()),
                        peer.startMillis()))
                .toList();
    }

    /** Who was left out, what failed, and what the warm-up was. */
    static List<String> notes(Plan plan, List<String> absent, List<Series> series) {
        List<String> notes = new ArrayList<>(absent);
        series.stream()
                .filter(each -> !each.failure().isEmpty())
                .map(each -> each.peer().name() + ", " + each.workload().title() + ", " + each.operation() + ": "
                        + each.failure())
                .forEach(notes::add);
        notes.add(String.format(
                Locale.ROOT,
                "warm-up, not counted: every load once against every peer, with %.0f %% of a run's requests.",
                plan.warmUp() * 100));
        return List.copyOf(notes);
    }
}

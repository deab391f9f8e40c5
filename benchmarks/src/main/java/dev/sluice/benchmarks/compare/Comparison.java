package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.load.Loads;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.measure.Rounds;
import dev.sluice.benchmarks.compare.measure.Series;
import dev.sluice.benchmarks.compare.peer.Lineup;
import dev.sluice.benchmarks.compare.peer.Stage;
import dev.sluice.benchmarks.compare.report.ComparisonPlot;
import dev.sluice.benchmarks.compare.report.JsonReport;
import dev.sluice.benchmarks.compare.report.Lines;
import dev.sluice.benchmarks.compare.report.Report;
import dev.sluice.benchmarks.compare.report.TextTable;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.List;

/** The usual loads against every peer. */
final class Comparison {
    private static final int ROUNDS = 5;
    private static final double SECONDS = 1;

    private final Options options;
    private final Output output;

    Comparison(Options options) {
        this.options = options;
        this.output = new Output(options);
    }

    void run() {
        Plan plan = options.plan(ROUNDS, SECONDS);
        Machine machine = Machine.here();
        output.warnIfBusy(machine);
        try (Stage stage = Stage.open(options.server(), Home.directory(), machine, options.eventLoops());
                Loads loads = new Loads();
                Lineup lineup = Lineup.start(options.peers(), stage)) {
            lineup.absent().forEach(output::progress);
            List<Series> series = new Rounds(stage.source(), loads, plan, output::progress)
                    .run(options.workloads(), List.of(Operation.values()), lineup.peers());
            Report report = new Report(
                    machine,
                    stage.source().binary().toString(),
                    plan,
                    options.eventLoops(),
                    Facts.memory(lineup.peers()),
                    new Lines(series),
                    Facts.notes(plan, lineup.absent(), series));
            output.write(TextTable.lines(report), JsonReport.of(report), ComparisonPlot.svg(report));
        }
    }
}

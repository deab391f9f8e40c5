package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.load.Axis;
import dev.sluice.benchmarks.compare.load.Loads;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.measure.Plan;
import dev.sluice.benchmarks.compare.measure.Rounds;
import dev.sluice.benchmarks.compare.measure.Series;
import dev.sluice.benchmarks.compare.peer.Lineup;
import dev.sluice.benchmarks.compare.peer.Stage;
import dev.sluice.benchmarks.compare.report.Lines;
import dev.sluice.benchmarks.compare.report.Report;
import dev.sluice.benchmarks.compare.report.Report.PeerMemory;
import dev.sluice.benchmarks.compare.report.Scaling;
import dev.sluice.benchmarks.compare.report.ScalingPlot;
import dev.sluice.benchmarks.compare.report.ScalingTable;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run scaling}: the same comparison along each axis. */
@Command(
        name = "scaling",
        description = "How the cost grows with clients, value size, pipeline and event loops.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ScalingCommand implements Runnable {
    private static final int ROUNDS = 3;
    private static final double SECONDS = 0.6;

    @Mixin
    private Options options = new Options();

    @Option(names = "--axes", split = ",", paramLabel = "AXIS", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Axis> axes = new LinkedHashSet<>();

    private final List<Series> series = new ArrayList<>();
    private final List<PeerMemory> memory = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    @Override
    public void run() {
        Output output = new Output(options);
        Plan plan = options.plan(ROUNDS, SECONDS);
        Machine machine = Machine.here();
        output.warnIfBusy(machine);
        try (Stage stage = Stage.open(options.server(), Home.directory(), machine, options.eventLoops());
                Loads loads = new Loads()) {
            List<Axis.Point> points = points(stage);
            for (int loops :
                    points.stream().map(Axis.Point::eventLoops).collect(Collectors.toCollection(LinkedHashSet::new))) {
                measure(points, loops, stage.withEventLoops(loops), loads, plan, output);
            }
            Report report = new Report(
                    machine,
                    stage.source().binary().toString(),
                    plan,
                    options.eventLoops(),
                    memory,
                    new Lines(series),
                    List.copyOf(notes));
            Scaling scaling = new Scaling(report, points);
            output.write(ScalingTable.lines(scaling), scaling.json(), ScalingPlot.svg(scaling));
        }
    }

    private List<Axis.Point> points(Stage stage) {
        return Arrays.stream(Axis.values())
                .filter(axis -> axes.isEmpty() || axes.contains(axis))
                .flatMap(axis -> axis.points(options.eventLoops(), stage.maxClients()).stream())
                .toList();
    }

    private void measure(List<Axis.Point> points, int loops, Stage stage, Loads loads, Plan plan, Output output) {
        output.progress("event loops: " + loops);
        try (Lineup lineup = Lineup.start(options.peers(), stage)) {
            lineup.absent().forEach(output::progress);
            List<Series> found = new Rounds(stage.source(), loads, plan, output::progress)
                    .run(
                            points.stream()
                                    .filter(point -> point.eventLoops() == loops)
                                    .map(Axis.Point::workload)
                                    .toList(),
                            List.of(Operation.values()),
                            lineup.peers());
            series.addAll(found);
            memory.addAll(Facts.memory(lineup.peers()));
            notes.addAll(Facts.notes(plan, lineup.absent(), found));
        }
    }
}

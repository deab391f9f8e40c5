package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.count.SyscallCounter;
import dev.sluice.benchmarks.compare.count.SyscallCounts;
import dev.sluice.benchmarks.compare.load.KeyPreparation;
import dev.sluice.benchmarks.compare.load.Loads;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Tool;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.Lineup;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.peer.Stage;
import dev.sluice.benchmarks.compare.report.CountTable;
import dev.sluice.benchmarks.compare.report.CountTable.Count;
import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code benchmarks/run syscalls}: what a request costs in entries into the kernel, which no other work on the machine changes much. */
@Command(
        name = "syscalls",
        description = {
            "Counts the system calls of each proxy per request, with perf stat where that is allowed, else with strace.",
            "Of the options, --only, --proxy, --workloads (default: p1), --requests (default: 100000) and --json count here."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SyscallsCommand implements Runnable {
    private static final long REQUESTS = 100_000;

    @Mixin
    private Options options = new Options();

    @Override
    public void run() {
        Output output = new Output(options);
        Machine machine = Machine.here();
        SyscallCounter counter = SyscallCounter.best()
                .orElseThrow(() -> new BenchmarkException("neither perf nor strace may count system calls here"));
        List<Count> counts = new ArrayList<>();
        try (Stage stage = Stage.open(options.server(), Home.directory(), machine, options.eventLoops());
                Loads loads = new Loads();
                Lineup lineup = Lineup.start(options.peers(), stage)) {
            lineup.absent().forEach(output::progress);
            for (Workload workload : workloads()) {
                KeyPreparation.set(stage.source().host(), stage.source().port(), workload.valueBytes());
                for (Peer peer : lineup.peers()) {
                    if (peer.pid().isPresent()) {
                        output.progress(peer.name() + ": " + workload.title());
                        counts.addAll(count(counter, loads, workload, peer));
                    }
                }
            }
        }
        output.write(CountTable.lines(counter.name(), counts), counts);
    }

    private List<Workload> workloads() {
        return options.workloads("p1").stream()
                .filter(workload -> workload.tool() == Tool.REDIS_BENCHMARK)
                .toList();
    }

    private List<Count> count(SyscallCounter counter, Loads loads, Workload workload, Peer peer) {
        List<Count> counts = new ArrayList<>();
        long requests = options.requests(REQUESTS);
        for (Operation operation : Operation.values()) {
            Runnable load = () -> loads.run(workload, operation, peer.host(), peer.port(), requests);
            // The JVM compiles at first, which is calls too.
            load.run();
            SyscallCounts found = counter.count(peer.pid().orElseThrow(), load);
            Map<String, Double> perRequest = found.byName().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> (double) each.getValue() / requests));
            counts.add(new Count(workload.id(), operation, peer.name(), (double) found.total() / requests, perRequest));
        }
        return counts;
    }
}

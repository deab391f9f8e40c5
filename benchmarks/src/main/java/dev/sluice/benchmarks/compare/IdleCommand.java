package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.idle.IdleCost;
import dev.sluice.benchmarks.compare.idle.StartCost;
import dev.sluice.benchmarks.compare.peer.ExternalPeer;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.peer.PeerKind;
import dev.sluice.benchmarks.compare.peer.Stage;
import dev.sluice.benchmarks.compare.peer.StartedPeer;
import dev.sluice.benchmarks.compare.report.IdleTable;
import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.benchmarks.compare.system.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run idle}: start, memory at rest, and memory for each idle client. */
@Command(
        name = "idle",
        description = {
            "Memory of each proxy at rest and for each idle client, and the time from start to first reply.",
            "Of the other options --only, --event-loops, --server and --json count here."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class IdleCommand implements Runnable {
    private static final int CLIENTS = 10_000;
    private static final int STARTS = 5;

    @Mixin
    private Options options = new Options();

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Idle clients (default: 10000, or what the open files allow).")
    private int clients = CLIENTS;

    @Option(names = "--starts", paramLabel = "N", description = "Starts of which the median is told (default: 5).")
    private int starts = STARTS;

    private final List<StartCost> start = new ArrayList<>();
    private final List<IdleCost> idle = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public void run() {
        Output output = new Output(options);
        Machine machine = Machine.here();
        output.warnIfBusy(machine);
        try (Stage stage = Stage.open(options.server(), Home.directory(), machine, options.eventLoops())) {
            // A proxy that has a connection to the server for each client needs two descriptors.
            int count = Math.min(clients, stage.maxClients());
            if (count < clients) {
                notes.add("clients: " + count + ", for a process may have " + machine.openFiles() + " files open");
            }
            for (PeerKind kind : options.peers()) {
                if (!kind.name().equals(Peer.DIRECT) && !(kind instanceof ExternalPeer)) {
                    measure(kind, stage, count, output);
                }
            }
        }
        output.write(IdleTable.lines(start, idle, notes), new Result(start, idle, notes));
    }

    /** What stands in the JSON file. */
    record Result(List<StartCost> start, List<IdleCost> idle, List<String> notes) {}

    private void measure(PeerKind kind, Stage stage, int count, Output output) {
        Optional<String> missing = kind.missing();
        if (missing.isPresent()) {
            notes.add(kind.name() + " left out: " + missing.get());
            return;
        }
        try {
            output.progress(kind.name() + ": " + starts + " starts");
            start.add(StartCost.of(kind, stage, starts));
            for (boolean pinged : List.of(true, false)) {
                output.progress(kind.name() + ": " + count + " idle clients" + (pinged ? ", each after a PING" : ""));
                // A new process each time: memory that was once taken is seldom given back.
                try (StartedPeer started = kind.start(stage)) {
                    idle.add(IdleCost.of(started.peer(), count, pinged));
                }
            }
        } catch (BenchmarkException e) {
            notes.add(kind.name() + ": " + e.getMessage());
        }
    }
}

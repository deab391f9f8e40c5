package dev.sluice.benchmarks.compare.measure;

import dev.sluice.benchmarks.compare.load.KeyPreparation;
import dev.sluice.benchmarks.compare.load.Load;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.Peer;
import dev.sluice.benchmarks.compare.system.BenchmarkException;
import dev.sluice.testservers.RunningServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs every load against every peer, round by round, so that what disturbs the machine for a while disturbs all of them alike. Within a round
 * a load goes to one peer after the other, in an order that shifts with the round. Not thread-safe.
 */
public final class Rounds {
    private final RunningServer server;
    private final Load load;
    private final Plan plan;
    private final Consumer<String> progress;
    private final Meter meter;
    private final Map<Key, List<Sample>> samples = new HashMap<>();
    private final Map<Key, String> failures = new HashMap<>();

    private record Key(Workload workload, Operation operation, Peer peer) {}

    /** A load with the number of requests that each of its runs has. */
    private record Task(Workload workload, Operation operation, long requests) {}

    /** @param progress takes a line for a person now and then */
    public Rounds(RunningServer server, Load load, Plan plan, Consumer<String> progress) {
        this.server = server;
        this.load = load;
        this.plan = plan;
        this.progress = progress;
        this.meter = new Meter(load, server.pid());
    }

    /**
     * Warms up, then measures. What fails is left out from then on, and its series says why.
     *
     * @param peers the first is the one without a proxy; the numbers of requests follow from it
     */
    public List<Series> run(List<Workload> workloads, List<Operation> operations, List<Peer> peers) {
        List<Task> tasks = new ArrayList<>();
        Calibration calibration = new Calibration(load, plan);
        for (Workload workload : workloads) {
            progress.accept("warm-up: " + workload.title());
            for (Operation operation : operations) {
                prepare(workload);
                long requests = calibration.requests(workload, operation, peers.get(0));
                Task task = new Task(workload, operation, requests);
                peers.forEach(peer -> warmUp(task, peer));
                tasks.add(task);
            }
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            progress.accept("round " + round + " of " + plan.rounds());
            for (Task task : tasks) {
                prepare(task.workload());
                rotated(peers, round).forEach(peer -> measure(task, peer));
            }
        }
        return tasks.stream()
                .flatMap(task -> peers.stream().map(peer -> series(task, peer)))
                .toList();
    }

    private void prepare(Workload workload) {
        KeyPreparation.set(server.host(), server.port(), workload.valueBytes());
    }

    private void warmUp(Task task, Peer peer) {
        long requests = Math.round(task.requests() * plan.warmUp());
        if (requests > 0) {
            attempt(task, peer, requests);
        }
    }

    private void measure(Task task, Peer peer) {
        Key key = key(task, peer);
        if (!failures.containsKey(key)) {
            attempt(task, peer, task.requests())
                    .ifPresent(sample -> samples.computeIfAbsent(key, each -> new ArrayList<>())
                            .add(sample));
        }
    }

    private Optional<Sample> attempt(Task task, Peer peer, long requests) {
        try {
            return Optional.of(meter.run(task.workload(), task.operation(), peer, requests));
        } catch (BenchmarkException e) {
            failures.put(key(task, peer), String.valueOf(e.getMessage()));
            progress.accept(peer.name() + ", " + task.workload().title() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Series series(Task task, Peer peer) {
        Key key = key(task, peer);
        return new Series(
                task.workload(),
                task.operation(),
                peer,
                List.copyOf(samples.getOrDefault(key, List.of())),
                failures.getOrDefault(key, ""));
    }

    private static Key key(Task task, Peer peer) {
        return new Key(task.workload(), task.operation(), peer);
    }

    private static List<Peer> rotated(List<Peer> peers, int by) {
        List<Peer> order = new ArrayList<>(peers);
        Collections.rotate(order, by);
        return order;
    }
}

package dev.sluice.benchmarks.compare.measure;

import dev.sluice.benchmarks.compare.load.Figures;
import dev.sluice.benchmarks.compare.load.Load;
import dev.sluice.benchmarks.compare.load.Operation;
import dev.sluice.benchmarks.compare.load.Tool;
import dev.sluice.benchmarks.compare.load.Workload;
import dev.sluice.benchmarks.compare.peer.Peer;

/** Finds how many requests a run has: as many as the server without a proxy answers in the time of the plan. */
final class Calibration {
    /** A run shorter than this tells no rate. */
    private static final double SHORTEST_SECONDS = 0.1;

    private static final int GROWTH = 8;
    private static final int MOST_STEPS = 6;
    private static final int THREADED_FACTOR = 3;

    /** So that connecting, which is part of a run, does not become most of it. */
    private static final int LEAST_PER_CLIENT = 30;

    private final Load load;
    private final Plan plan;

    Calibration(Load load, Plan plan) {
        this.load = load;
        this.plan = plan;
    }

    long requests(Workload workload, Operation operation, Peer direct) {
        if (plan.requests() > 0) {
            return plan.requests();
        }
        long requests = Math.max(200, 2L * workload.clients() * workload.pipeline());
        Figures figures = load.run(workload, operation, direct.host(), direct.port(), requests);
        for (int step = 1; step < MOST_STEPS && figures.seconds() < SHORTEST_SECONDS; step++) {
            requests *= GROWTH;
            figures = load.run(workload, operation, direct.host(), direct.port(), requests);
        }
        return requests(workload, figures.rps(), plan.seconds());
    }

    static long requests(Workload workload, double rps, double seconds) {
        boolean threaded = workload.tool() == Tool.REDIS_BENCHMARK && workload.threads() > 1;
        long wanted = Math.round(rps * seconds * (threaded ? THREADED_FACTOR : 1));
        return Math.max(wanted, (long) LEAST_PER_CLIENT * workload.clients());
    }
}

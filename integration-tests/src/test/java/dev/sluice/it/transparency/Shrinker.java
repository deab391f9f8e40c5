package dev.sluice.it.transparency;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Leaves out of a failing sequence what it does not need to fail. */
final class Shrinker {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Lockstep lockstep;
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    Shrinker(Lockstep lockstep) {
        this.lockstep = lockstep;
    }

    /** A short sequence that still fails, somehow. */
    List<Step> shrink(List<Step> failing) throws IOException, InterruptedException {
        List<Step> best = failing;
        for (int chunk = best.size() / 2; chunk > 0; chunk = best.size() < chunk ? best.size() / 2 : chunk / 2) {
            for (int from = best.size() - chunk; from >= 0 && System.nanoTime() < deadline; from -= chunk) {
                List<Step> candidate = new ArrayList<>(best);
                candidate
                        .subList(from, Math.min(candidate.size(), from + chunk))
                        .clear();
                Difference difference = lockstep.run(candidate);
                if (difference != null) {
                    best = candidate.subList(0, difference.step() + 1);
                    from = Math.min(from, best.size());
                }
            }
        }
        return best;
    }
}

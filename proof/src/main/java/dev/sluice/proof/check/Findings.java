package dev.sluice.proof.check;

import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what checkers find. Not thread-safe. */
final class Findings {
    /** What can be wrong. */
    enum Fault {
        LOST,
        DUPLICATED,
        REORDERED,
        PHANTOM,
        STALE
    }

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final List<String> details = new ArrayList<>();
    private long acknowledged;
    private long refused;
    private long unknown;
    private long errors;

    void add(Fault fault, long count, String detail) {
        if (count <= 0) {
            return;
        }
        faults.merge(fault, count, Long::sum);
        if (details.size() < Verdict.MAX_DETAILS) {
            details.add(fault + " " + count + ": " + detail);
        }
    }

    void count(ClientHistory history) {
        history.forEach(this::count);
    }

    private void count(Operation operation) {
        switch (operation.outcome()) {
            case ACKNOWLEDGED -> acknowledged++;
            case REFUSED -> refused++;
            case ERROR -> errors++;
            case UNKNOWN -> unknown++;
        }
    }

    long of(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    Verdict verdict() {
        return new Verdict(
                acknowledged,
                refused,
                unknown,
                errors,
                of(Fault.LOST),
                of(Fault.DUPLICATED),
                of(Fault.REORDERED),
                of(Fault.PHANTOM),
                of(Fault.STALE),
                List.copyOf(details));
    }
}

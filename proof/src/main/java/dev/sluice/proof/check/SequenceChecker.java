package dev.sluice.proof.check;

import dev.sluice.proof.check.Findings.Fault;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the sequence numbers that one client wrote in the sequence that is there: each acknowledged one exactly once, each
 * unknown one at most once, no other, and all in the order in which they were sent.
 */
final class SequenceChecker {
    private SequenceChecker() {}

    /**
     * @param what for the words of a finding
     * @param operations the client's, of one kind, in the order sent
     * @param observed the sequence numbers found, in the order found
     * @param ordered whether that order means something
     */
    static void check(
            String what, List<Operation> operations, List<Long> observed, boolean ordered, Findings findings) {
        Map<Long, Integer> times = new HashMap<>();
        observed.forEach(number -> times.merge(number, 1, Integer::sum));
        for (Operation operation : operations) {
            int found = times.getOrDefault(operation.sequence(), 0);
            times.remove(operation.sequence());
            String name = what + " number " + operation.sequence();
            if (found == 0 && operation.outcome() == Outcome.ACKNOWLEDGED) {
                findings.add(Fault.LOST, 1, name);
            } else if (found > 0 && !mayBeThere(operation)) {
                findings.add(Fault.PHANTOM, found, name + " was refused");
            } else {
                findings.add(Fault.DUPLICATED, found - 1L, name);
            }
        }
        times.forEach(
                (number, found) -> findings.add(Fault.PHANTOM, found, what + " number " + number + " was never sent"));
        if (ordered) {
            checkOrder(what, observed, findings);
        }
    }

    private static boolean mayBeThere(Operation operation) {
        return operation.outcome() == Outcome.ACKNOWLEDGED || operation.outcome() == Outcome.UNKNOWN;
    }

    /** A number that was seen before is a duplicate and counted as such, not as out of order. */
    private static void checkOrder(String what, List<Long> observed, Findings findings) {
        Map<Long, Boolean> seen = new HashMap<>();
        long highest = Long.MIN_VALUE;
        for (long number : observed) {
            boolean again = seen.put(number, true) != null;
            if (number < highest && !again) {
                findings.add(Fault.REORDERED, 1, what + " number " + number + " after number " + highest);
            }
            highest = Math.max(highest, number);
        }
    }
}

package dev.sluice.proof.check;

import dev.sluice.proof.check.Findings.Fault;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that the history of one counter, incremented and read by many clients, is linearizable. Increments state their
 * place in the order by their reply; a read has its place between two increments. The history is linearizable exactly if no
 * operation was sent after the reply of one that has a later place (of reads in the same place either may be first), and no
 * place is taken twice.
 */
final class SharedCounterChecker {
    private SharedCounterChecker() {}

    /**
     * @param operations of all clients on this counter, in any order
     * @param found its value at the end
     */
    static void check(String what, List<Operation> operations, long found, Findings findings) {
        List<Operation> placed = new ArrayList<>();
        Set<Long> taken = new HashSet<>();
        long unknown = 0;
        long acknowledged = 0;
        for (Operation operation : operations) {
            boolean increment = operation.kind() == Kind.SHARED;
            if (increment && operation.outcome() == Outcome.UNKNOWN) {
                unknown++;
            }
            if (operation.outcome() != Outcome.ACKNOWLEDGED) {
                continue;
            }
            placed.add(operation);
            if (increment) {
                acknowledged++;
                if (!taken.add(operation.value())) {
                    findings.add(Fault.LOST, 1, what + " replied " + operation.value() + " to two increments");
                }
            }
        }
        String detail = what + " is " + found + " after " + acknowledged + " acknowledged increments, " + unknown
                + " of unknown outcome";
        // An increment lost under another's is counted above, by the reply that came twice.
        findings.add(Fault.LOST, taken.size() - found, detail);
        findings.add(Fault.DUPLICATED, found - acknowledged - unknown, detail);
        checkRealTime(what, placed, findings);
    }

    private static void checkRealTime(String what, List<Operation> placed, Findings findings) {
        placed.sort(Comparator.comparingLong(SharedCounterChecker::place).reversed());
        long earliestReplyOfLater = Long.MAX_VALUE;
        for (int i = 0; i < placed.size(); ) {
            long place = place(placed.get(i));
            long earliestReplyHere = Long.MAX_VALUE;
            for (; i < placed.size() && place(placed.get(i)) == place; i++) {
                Operation operation = placed.get(i);
                if (operation.sentNanos() > earliestReplyOfLater) {
                    boolean read = operation.kind() == Kind.READ_SHARED;
                    String detail = what + (read ? " read as " : " replied ") + operation.value()
                            + " after a later value was known";
                    findings.add(read ? Fault.STALE : Fault.REORDERED, 1, detail);
                }
                earliestReplyHere = Math.min(earliestReplyHere, operation.repliedNanos());
            }
            earliestReplyOfLater = Math.min(earliestReplyOfLater, earliestReplyHere);
        }
    }

    /** The increment to n has place 2n, reads of n come right after it. */
    private static long place(Operation operation) {
        return operation.value() * 2 + (operation.kind() == Kind.READ_SHARED ? 1 : 0);
    }
}

package dev.sluice.proof.check;

import dev.sluice.proof.check.Findings.Fault;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;
import java.util.List;

/**
 * Checks a counter that one client alone increments: its replies grow by one, but for increments of unknown outcome, and at
 * the end it says how many there were.
 */
final class CounterChecker {
    private CounterChecker() {}

    /**
     * @param increments the client's, in the order sent
     * @param found the counter's value at the end
     */
    static void check(String what, List<Operation> increments, long found, Findings findings) {
        long acknowledged = 0;
        long unknown = 0;
        long doubledOnTheWay = 0;
        long last = 0;
        long unknownSinceLast = 0;
        for (Operation increment : increments) {
            if (increment.outcome() == Outcome.UNKNOWN) {
                unknown++;
                unknownSinceLast++;
            } else if (increment.outcome() == Outcome.ACKNOWLEDGED) {
                acknowledged++;
                if (increment.value() <= last) {
                    findings.add(Fault.REORDERED, 1, what + " replied " + increment.value() + " after " + last);
                }
                doubledOnTheWay += Math.max(0, increment.value() - last - 1 - unknownSinceLast);
                last = increment.value();
                unknownSinceLast = 0;
            }
        }
        String detail = what + " is " + found + " after " + acknowledged + " acknowledged increments, " + unknown
                + " of unknown outcome";
        findings.add(Fault.LOST, acknowledged - found, detail);
        findings.add(Fault.DUPLICATED, Math.max(doubledOnTheWay, found - acknowledged - unknown), detail);
    }
}

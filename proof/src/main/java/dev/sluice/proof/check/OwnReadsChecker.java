package dev.sluice.proof.check;

import dev.sluice.proof.check.Findings.Fault;
import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;

/** Checks that a client reads what it wrote: nobody else writes to its counter and its list. */
final class OwnReadsChecker {
    private OwnReadsChecker() {}

    static void check(String what, ClientHistory history, Findings findings) {
        check(what + " counter", history, Kind.COUNTER, Kind.READ_COUNTER, findings);
        check(what + " list", history, Kind.LIST, Kind.READ_LIST, findings);
    }

    private static void check(String what, ClientHistory history, Kind write, Kind read, Findings findings) {
        long acknowledged = 0;
        long unknown = 0;
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.get(i);
            if (operation.kind() == write) {
                acknowledged += operation.outcome() == Outcome.ACKNOWLEDGED ? 1 : 0;
                unknown += operation.outcome() == Outcome.UNKNOWN ? 1 : 0;
            } else if (operation.kind() == read && operation.isAcknowledged()) {
                String detail = what + " read as " + operation.value() + " after " + acknowledged + " writes";
                findings.add(Fault.STALE, operation.value() < acknowledged ? 1 : 0, detail);
                findings.add(Fault.PHANTOM, operation.value() > acknowledged + unknown ? 1 : 0, detail);
            }
        }
    }
}

package dev.sluice.proof.check;

import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;

/** Writes histories by hand: each operation is sent at one tick and replied to at the next. */
final class HistoryBuilder {
    private final ClientHistory history;
    private long clock;

    HistoryBuilder(int client) {
        history = new ClientHistory(client, 0, false);
    }

    HistoryBuilder ok(Kind kind, long sequence, long value) {
        return add(kind, sequence, value, Outcome.ACKNOWLEDGED);
    }

    HistoryBuilder lostReply(Kind kind, long sequence) {
        return add(kind, sequence, 0, Outcome.UNKNOWN);
    }

    HistoryBuilder refused(Kind kind, long sequence) {
        return add(kind, sequence, 0, Outcome.REFUSED);
    }

    HistoryBuilder add(Kind kind, long sequence, long value, Outcome outcome) {
        history.add(new Operation(kind, sequence, value, outcome, ++clock, ++clock));
        return this;
    }

    ClientHistory build() {
        return history;
    }
}

package dev.sluice.proof.history;

/**
 * One operation of one client.
 *
 * @param sequence counts the client's operations of this kind from 1; for shared counters the number of the counter
 * @param value see {@link Kind}; 0 without a reply
 * @param sentNanos {@link System#nanoTime()} just before it was sent
 * @param repliedNanos {@link System#nanoTime()} just after its reply or the loss of its connection
 */
public record Operation(Kind kind, long sequence, long value, Outcome outcome, long sentNanos, long repliedNanos) {

    public boolean isAcknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }
}

package dev.sluice.proof.check;

import dev.sluice.proof.history.Kind;
import java.util.List;
import java.util.Map;

/**
 * What is found of one client.
 *
 * @param counter its counter; 0 when it is not there
 * @param transactions the counter of its transactions
 * @param sequences the sequence numbers found, by kind, in the order found; a hash field as often as it was incremented
 */
public record ClientFacts(long counter, long transactions, Map<Kind, List<Long>> sequences) {

    public List<Long> sequence(Kind kind) {
        return sequences.getOrDefault(kind, List.of());
    }
}

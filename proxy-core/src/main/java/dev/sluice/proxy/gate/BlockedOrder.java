package dev.sluice.proxy.gate;

import dev.sluice.proxy.session.BlockedTurn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * In which order blocking commands are sent again. A node serves those that wait at one key in the order in which they came,
 * so of two that have a key in common the one that waited longer goes first; others may go together.
 */
final class BlockedOrder {
    private BlockedOrder() {}

    private record Place(int db, ByteBuffer key) {}

    /** Rounds of commands that may go together; all of one before the next. The longest at one key decides how many there are. */
    static <T> List<List<T>> rounds(List<T> calls, Function<T, BlockedTurn> turns) {
        List<T> oldestFirst = new ArrayList<>(calls);
        oldestFirst.sort(Comparator.comparingLong(call -> turns.apply(call).since()));
        List<List<T>> rounds = new ArrayList<>();
        Map<Place, Integer> free = new HashMap<>();
        for (T call : oldestFirst) {
            BlockedTurn turn = turns.apply(call);
            int round = 0;
            for (ByteBuffer key : turn.keys()) {
                round = Math.max(round, free.getOrDefault(new Place(turn.db(), key), 0));
            }
            for (ByteBuffer key : turn.keys()) {
                free.put(new Place(turn.db(), key), round + 1);
            }
            while (rounds.size() <= round) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(call);
        }
        return rounds;
    }
}

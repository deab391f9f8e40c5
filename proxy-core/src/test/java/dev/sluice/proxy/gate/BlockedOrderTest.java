package dev.sluice.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.session.BlockedTurn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlockedOrderTest {
    private static BlockedTurn turn(long since, int db, String... keys) {
        Set<ByteBuffer> waitedAt = Stream.of(keys)
                .map(key -> ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.toSet());
        return new BlockedTurn(since, db, waitedAt);
    }

    private static List<List<Long>> rounds(BlockedTurn... turns) {
        return BlockedOrder.rounds(List.of(turns), Function.identity()).stream()
                .map(round -> round.stream().map(BlockedTurn::since).toList())
                .toList();
    }

    @Test
    void shouldSendWhatWaitsAtOneKeyOneAfterTheOther() {
        assertThat(rounds(turn(3, 0, "a"), turn(1, 0, "a"), turn(2, 0, "a")))
                .containsExactly(List.of(1L), List.of(2L), List.of(3L));
    }

    @Test
    void shouldSendTogetherWhatHasNothingInCommon() {
        assertThat(rounds(turn(4, 0, "a"), turn(1, 1, "a"), turn(2, 0, "b"), turn(3, 0)))
                .containsExactly(List.of(1L, 2L, 3L, 4L));
    }

    @Test
    void shouldNotOvertakeByAnotherKey() {
        assertThat(rounds(turn(1, 0, "a"), turn(2, 0, "a", "b"), turn(3, 0, "b"), turn(4, 0, "c")))
                .containsExactly(List.of(1L, 4L), List.of(2L), List.of(3L));
    }

    @Test
    void shouldDoNothingForNothing() {
        assertThat(rounds()).isEmpty();
    }
}

package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpectedRepliesTest {
    @Test
    void shouldGiveBackInOrderWhateverItsSizeHasBeen() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        ExpectedReplies expected = new ExpectedReplies();
        Queue<Integer> model = new ArrayDeque<>();
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(100) < 51) {
                // Bit 0: may write. Bit 1: may block.
                int kind = random.nextInt(4);
                expected.add(kind);
                model.add(kind);
            } else if (!model.isEmpty()) {
                assertThat(expected.peek()).isEqualTo(model.element());
                assertThat(expected.poll()).as("seed %d", seed).isEqualTo(model.remove());
            }
            assertThat(expected.size()).isEqualTo(model.size());
        }
        assertThat(expected.writes()).as("seed %d", seed).isEqualTo((int)
                model.stream().filter(kind -> (kind & 1) != 0).count());
        assertThat(expected.blocking()).as("seed %d", seed).isEqualTo((int)
                model.stream().filter(kind -> (kind & 2) != 0).count());
    }
}

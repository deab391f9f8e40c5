package dev.sluice.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SharedCounterCheckerTest {
    @Test
    void shouldAcceptOverlappingOperationsInAnyOrder() {
        Verdict verdict =
                check(2, increment(2, 0, 10), increment(1, 1, 11), read(0, 2, 12), read(2, 3, 9), read(1, 3, 8));

        assertThat(verdict.exact()).isTrue();
    }

    @Test
    void shouldFindALostUpdate() {
        assertThat(check(1, increment(1, 0, 1), increment(1, 2, 3)).lost()).isEqualTo(1);
        assertThat(check(1, increment(1, 0, 1), increment(2, 2, 3)).lost()).isEqualTo(1);
    }

    @Test
    void shouldFindADoubledUpdate() {
        assertThat(check(3, increment(1, 0, 1), increment(3, 2, 3)).duplicated())
                .isEqualTo(1);
    }

    @Test
    void shouldFindAStaleRead() {
        assertThat(check(1, increment(1, 0, 5), read(0, 6, 7)).stale()).isEqualTo(1);
        assertThat(check(2, increment(1, 0, 1), increment(2, 2, 9), read(2, 3, 4), read(1, 5, 6))
                        .stale())
                .isEqualTo(1);
    }

    @Test
    void shouldFindAReadFromTheFuture() {
        // The value 1 was known before the increment that makes it was sent.
        assertThat(check(1, read(1, 0, 1), increment(1, 2, 3)).reordered()).isEqualTo(1);
    }

    @Test
    void shouldFindIncrementsOutOfRealTime() {
        assertThat(check(2, increment(2, 0, 1), increment(1, 2, 3)).reordered()).isEqualTo(1);
    }

    /** A server that really is linearizable is never accused, whatever the timing. */
    @RepeatedTest(20)
    void shouldAcceptWhatALinearizableCounterDoes() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        List<Operation> operations = new ArrayList<>();
        long value = 0;
        for (long now = 100; now < 2_000; now += 1 + random.nextInt(3)) {
            long sent = now - random.nextInt(50);
            long replied = now + random.nextInt(50);
            operations.add(random.nextBoolean() ? increment(++value, sent, replied) : read(value, sent, replied));
        }

        assertThat(check(value, operations.toArray(Operation[]::new)).details())
                .as("seed %d", seed)
                .isEmpty();
    }

    private static Operation increment(long value, long sent, long replied) {
        return new Operation(Kind.SHARED, 0, value, Outcome.ACKNOWLEDGED, sent, replied);
    }

    private static Operation read(long value, long sent, long replied) {
        return new Operation(Kind.READ_SHARED, 0, value, Outcome.ACKNOWLEDGED, sent, replied);
    }

    private static Verdict check(long found, Operation... operations) {
        Findings findings = new Findings();
        SharedCounterChecker.check("shared", List.of(operations), found, findings);
        return findings.verdict();
    }
}

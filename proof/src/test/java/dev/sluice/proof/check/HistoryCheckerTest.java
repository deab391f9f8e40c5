package dev.sluice.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
    private final ClientHistory history = new HistoryBuilder(1)
            .ok(Kind.COUNTER, 1, 1)
            .ok(Kind.READ_COUNTER, 1, 1)
            .ok(Kind.APPEND, 1, 2)
            .ok(Kind.LIST, 1, 1)
            .ok(Kind.READ_LIST, 1, 1)
            .ok(Kind.STREAM, 1, 0)
            .ok(Kind.HASH, 1, 1)
            .ok(Kind.HASH, 2, 1)
            .ok(Kind.TRANSACTION, 1, 1)
            .ok(Kind.SHARED, 7, 1)
            .ok(Kind.READ_SHARED, 7, 1)
            .build();

    private final Map<Kind, List<Long>> sequences = Map.of(
            Kind.APPEND, List.of(1L),
            Kind.LIST, List.of(1L),
            Kind.STREAM, List.of(1L),
            Kind.HASH, List.of(2L, 1L),
            Kind.TRANSACTION, List.of(1L));

    @Test
    void shouldAcceptAllThatIsThereOnce() {
        Verdict verdict = check(history, new ClientFacts(1, 1, sequences), Map.of(7L, 1L));

        assertThat(verdict.details()).isEmpty();
        assertThat(verdict.exact()).isTrue();
        assertThat(verdict.acknowledged()).isEqualTo(11);
    }

    @Test
    void shouldMissEverythingOnAnEmptyServer() {
        Verdict verdict = HistoryChecker.check(List.of(history), Map.of(), Map.of());

        assertThat(verdict.lost()).isEqualTo(8);
        assertThat(verdict.exact()).isFalse();
    }

    @Test
    void shouldFindATransactionAppliedByHalf() {
        Verdict verdict = check(history, new ClientFacts(1, 2, sequences), Map.of(7L, 1L));

        assertThat(verdict.phantom()).isEqualTo(1);
    }

    @Test
    void shouldFindAClientThatDoesNotReadItsOwnWrites() {
        ClientHistory stale = new HistoryBuilder(2)
                .ok(Kind.COUNTER, 1, 1)
                .ok(Kind.READ_COUNTER, 1, 0)
                .ok(Kind.READ_COUNTER, 2, 5)
                .build();

        Verdict verdict = check(stale, new ClientFacts(1, 0, Map.of()), Map.of());

        assertThat(verdict.stale()).isEqualTo(1);
        assertThat(verdict.phantom()).isEqualTo(1);
    }

    @Test
    void shouldCountOutcomes() {
        ClientHistory mixed = new HistoryBuilder(3)
                .ok(Kind.LIST, 1, 1)
                .add(Kind.LIST, 2, 0, Outcome.ERROR)
                .refused(Kind.LIST, 3)
                .lostReply(Kind.LIST, 4)
                .build();

        Verdict verdict = check(mixed, new ClientFacts(0, 0, Map.of(Kind.LIST, List.of(1L, 4L))), Map.of());

        assertThat(verdict.exact()).isTrue();
        assertThat(verdict)
                .extracting(Verdict::acknowledged, Verdict::errors, Verdict::refused, Verdict::unknown)
                .containsExactly(1L, 1L, 1L, 1L);
    }

    private static Verdict check(ClientHistory history, ClientFacts facts, Map<Long, Long> shared) {
        return HistoryChecker.check(List.of(history), Map.of(history.client(), facts), shared);
    }
}

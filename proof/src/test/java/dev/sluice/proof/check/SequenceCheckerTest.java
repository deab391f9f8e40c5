package dev.sluice.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proof.history.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceCheckerTest {
    private final HistoryBuilder three =
            new HistoryBuilder(1).ok(Kind.LIST, 1, 1).ok(Kind.LIST, 2, 2).ok(Kind.LIST, 3, 3);

    @Test
    void shouldFindNothingWrongWithWhatWasSent() {
        Verdict verdict = check(three, List.of(1L, 2L, 3L), true);

        assertThat(verdict.exact()).isTrue();
        assertThat(verdict.details()).isEmpty();
    }

    @Test
    void shouldFindALostWrite() {
        Verdict verdict = check(three, List.of(1L, 3L), true);

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.reordered()).isZero();
        assertThat(verdict.details()).containsExactly("LOST 1: list number 2");
    }

    @Test
    void shouldFindADoubledWriteWhereverItsCopyStands() {
        assertThat(check(three, List.of(1L, 2L, 2L, 3L), true).duplicated()).isEqualTo(1);
        Verdict late = check(three, List.of(1L, 2L, 3L, 2L, 2L), true);
        assertThat(late.duplicated()).isEqualTo(2);
        assertThat(late.reordered()).isZero();
    }

    @Test
    void shouldFindReorderedWrites() {
        Verdict verdict = check(three, List.of(2L, 1L, 3L), true);

        assertThat(verdict.reordered()).isEqualTo(1);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.duplicated()).isZero();
    }

    @Test
    void shouldNotAskForOrderWhereThereIsNone() {
        assertThat(check(three, List.of(3L, 1L, 2L), false).exact()).isTrue();
    }

    @Test
    void shouldAllowAnUnknownWriteOnceOrNotAtAll() {
        HistoryBuilder history = new HistoryBuilder(1).ok(Kind.LIST, 1, 1).lostReply(Kind.LIST, 2);

        assertThat(check(history, List.of(1L), true).exact()).isTrue();
        assertThat(check(history, List.of(1L, 2L), true).exact()).isTrue();
        assertThat(check(history, List.of(1L, 2L, 2L), true).duplicated()).isEqualTo(1);
    }

    @Test
    void shouldFindWhatWasRefusedOrNeverSent() {
        HistoryBuilder history = new HistoryBuilder(1).ok(Kind.LIST, 1, 1).refused(Kind.LIST, 2);

        assertThat(check(history, List.of(1L), true).exact()).isTrue();
        assertThat(check(history, List.of(1L, 2L), true).phantom()).isEqualTo(1);
        assertThat(check(history, List.of(1L, 9L), true).phantom()).isEqualTo(1);
    }

    private static Verdict check(HistoryBuilder history, List<Long> observed, boolean ordered) {
        Findings findings = new Findings();
        SequenceChecker.check("list", history.build().of(Kind.LIST), observed, ordered, findings);
        return findings.verdict();
    }
}

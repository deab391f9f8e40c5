package dev.sluice.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proof.history.Kind;
import org.junit.jupiter.api.Test;

class CounterCheckerTest {
    private final HistoryBuilder three =
            new HistoryBuilder(1).ok(Kind.COUNTER, 1, 1).ok(Kind.COUNTER, 2, 2).ok(Kind.COUNTER, 3, 3);

    @Test
    void shouldAcceptTheCountOfWhatWasAcknowledged() {
        assertThat(check(three, 3).exact()).isTrue();
        assertThat(check(new HistoryBuilder(1), 0).exact()).isTrue();
    }

    @Test
    void shouldFindLostAndDoubledIncrements() {
        assertThat(check(three, 1).lost()).isEqualTo(2);
        assertThat(check(three, 4).duplicated()).isEqualTo(1);
    }

    @Test
    void shouldFindADoubledIncrementThatALostOneHides() {
        HistoryBuilder jump = new HistoryBuilder(1).ok(Kind.COUNTER, 1, 1).ok(Kind.COUNTER, 2, 3);

        assertThat(check(jump, 2).duplicated()).isEqualTo(1);
    }

    @Test
    void shouldFindACounterThatWentBack() {
        HistoryBuilder back = new HistoryBuilder(1).ok(Kind.COUNTER, 1, 1).ok(Kind.COUNTER, 2, 1);

        assertThat(check(back, 2).reordered()).isEqualTo(1);
    }

    @Test
    void shouldAllowForUnknownIncrements() {
        HistoryBuilder history = new HistoryBuilder(1)
                .ok(Kind.COUNTER, 1, 1)
                .lostReply(Kind.COUNTER, 2)
                .ok(Kind.COUNTER, 3, 3);

        assertThat(check(history, 3).exact()).isTrue();
        assertThat(check(history, 2).exact()).isTrue();
        assertThat(check(history, 4).duplicated()).isEqualTo(1);
    }

    private static Verdict check(HistoryBuilder history, long found) {
        Findings findings = new Findings();
        CounterChecker.check("counter", history.build().of(Kind.COUNTER), found, findings);
        return findings.verdict();
    }
}

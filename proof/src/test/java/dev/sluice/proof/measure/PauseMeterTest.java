package dev.sluice.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.proof.history.ClientHistory;
import dev.sluice.proof.history.Kind;
import dev.sluice.proof.history.Operation;
import dev.sluice.proof.history.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PauseMeterTest {
    private static final Window WINDOW = new Window(ms(100), ms(110));

    @Test
    void shouldMeasureWhatWasOutstandingInTheWindowAndNothingElse() {
        ClientHistory history = new ClientHistory(1, 0, false);
        add(history, Kind.LIST, 80, 99);
        add(history, Kind.LIST, 99, 100);
        add(history, Kind.LIST, 90, 115);
        add(history, Kind.LIST, 110, 113);
        add(history, Kind.LIST, 111, 190);
        add(history, Kind.READ_LIST, 104, 106);

        PauseMeter.Pause pause = PauseMeter.measure(List.of(history), List.of(WINDOW));

        assertThat(pause.writes().operations()).isEqualTo(3);
        assertThat(pause.writes().p50Ms()).isCloseTo(3, within(0.01));
        assertThat(pause.writes().maxMs()).isCloseTo(25, within(0.05));
        assertThat(pause.reads().operations()).isEqualTo(1);
        assertThat(pause.reads().p99Ms()).isCloseTo(2, within(0.01));
    }

    @Test
    void shouldNotMeasureBypassClientsOrUnacknowledgedOperations() {
        ClientHistory bypass = new ClientHistory(1, 0, true);
        add(bypass, Kind.LIST, 100, 105);
        ClientHistory lost = new ClientHistory(2, 0, false);
        lost.add(new Operation(Kind.LIST, 1, 0, Outcome.UNKNOWN, ms(100), ms(105)));

        PauseMeter.Pause pause = PauseMeter.measure(List.of(bypass, lost), List.of(WINDOW));

        assertThat(pause.writes()).isEqualTo(new Latencies(0, 0, 0, 0));
    }

    @Test
    void shouldTurnMomentsOfTheClockIntoTheScaleOfHistories() {
        Instant end = Instant.now();
        long nanos = System.nanoTime();

        Window window = Window.between(end.minusMillis(50), end);

        assertThat(window.endNanos() - window.beginNanos()).isEqualTo(ms(50));
        assertThat(window.endNanos()).isCloseTo(nanos, within(ms(20)));
    }

    private static void add(ClientHistory history, Kind kind, long sentMs, long repliedMs) {
        history.add(new Operation(kind, 1, 1, Outcome.ACKNOWLEDGED, ms(sentMs), ms(repliedMs)));
    }

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}

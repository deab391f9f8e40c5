package dev.sluice.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkFaultsTest {
    private final LinkFaults faults = new LinkFaults();

    @Test
    void shouldCutToTheByteAndOnce() {
        faults.take(Direction.TO_SERVER, 100);
        faults.cutAfter(Direction.TO_SERVER, 7);

        assertThat(faults.take(Direction.TO_CLIENT, 50)).isEqualTo(new LinkFaults.Allowance(50, false));
        assertThat(faults.take(Direction.TO_SERVER, 5)).isEqualTo(new LinkFaults.Allowance(5, false));
        assertThat(faults.take(Direction.TO_SERVER, 5)).isEqualTo(new LinkFaults.Allowance(2, true));
        assertThat(faults.take(Direction.TO_SERVER, 5)).isEqualTo(new LinkFaults.Allowance(5, false));
        assertThat(faults.forwarded(Direction.TO_SERVER)).isEqualTo(112);
    }

    @Test
    void shouldTurnARateIntoTime() {
        faults.setBytesPerSecond(1000);

        assertThat(faults.nanosFor(500)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        faults.clear();
        assertThat(faults.nanosFor(500)).isZero();
    }

    @Test
    void shouldLetGoOfWhatItHeldWhenHealed() throws InterruptedException {
        faults.setStalled(Direction.TO_CLIENT, true);
        Thread healer = new Thread(faults::clear);
        healer.start();

        faults.awaitFlow(Direction.TO_CLIENT, System.nanoTime() + TimeUnit.HOURS.toNanos(1), () -> false);

        healer.join();
        assertThat(faults.await(() -> true, 0)).isTrue();
        assertThat(faults.await(() -> false, 1)).isFalse();
    }
}

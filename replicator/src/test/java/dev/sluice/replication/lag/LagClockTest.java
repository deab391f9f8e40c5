package dev.sluice.replication.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LagClockTest {
    private static final long MS = 1_000_000;
    private final LagClock clock = new LagClock();

    @Test
    void noAgeWhenEverythingIsApplied() {
        clock.reset(100);
        assertThat(clock.ageNanos(5 * MS)).isZero();

        clock.captured(200, 10 * MS);
        clock.applied(200);

        assertThat(clock.ageNanos(1000 * MS)).isZero();
    }

    @Test
    void theAgeIsThatOfTheOldestByteNotApplied() {
        clock.reset(0);
        clock.captured(10, 0);
        clock.captured(20, 100 * MS);
        clock.captured(30, 200 * MS);

        assertThat(clock.ageNanos(300 * MS)).isEqualTo(300 * MS);
        clock.applied(9);
        assertThat(clock.ageNanos(300 * MS)).isEqualTo(300 * MS);
        clock.applied(10);
        assertThat(clock.ageNanos(300 * MS)).isEqualTo(200 * MS);
        clock.applied(25);
        assertThat(clock.ageNanos(300 * MS)).isEqualTo(100 * MS);
    }

    @Test
    void neverTellsLessThanTheTrueAgeWhenSamplesAreThinnedOut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int chunks = LagClock.MAX_SAMPLES * 3;
        long[] ends = new long[chunks];
        long[] times = new long[chunks];
        clock.reset(0);
        long end = 0;
        long now = 0;
        for (int i = 0; i < chunks; i++) {
            now += (1 + random.nextInt(20)) * MS;
            end += 1 + random.nextInt(1000);
            ends[i] = end;
            times[i] = now;
            clock.captured(end, now);
        }
        for (int i = 0; i + 1 < chunks; i += 97) {
            clock.applied(ends[i]);
            long trueAge = now - times[i + 1];
            assertThat(clock.ageNanos(now)).as("seed %d, chunk %d", seed, i).isBetween(trueAge, trueAge + 8 * 20 * MS);
        }
    }
}

package dev.sluice.benchmarks.compare.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.benchmarks.compare.load.Figures;
import dev.sluice.benchmarks.compare.load.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void shouldTakeTheMiddleOfEachFigureForItself() {
        Medians medians = Medians.of(List.of(sample(300, 1.0, 9.0), sample(100, 3.0, 7.0), sample(200, 2.0, 8.0)));

        assertThat(medians.rps()).isEqualTo(200);
        assertThat(medians.p50Millis()).isEqualTo(2.0);
        assertThat(medians.cpuMicros()).isEqualTo(8.0);
        assertThat(medians.rpsMin()).isEqualTo(100);
        assertThat(medians.rpsMax()).isEqualTo(300);
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddle() {
        assertThat(Medians.median(new double[] {1, 2, 4, 100})).isEqualTo(3);
        assertThatThrownBy(() -> Medians.median(new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHaveNoCpuWhereNoneWasCounted() {
        assertThat(Medians.of(List.of(sample(1, 1, null))).cpuMicros()).isNull();
    }

    @Test
    void shouldMakeRunsAsLongAsThePlanSays() {
        Workload plain = Workload.benchmark("plain", 50, 1, 64);
        Workload threaded = Workload.standard().stream()
                .filter(each -> each.id().equals("threads"))
                .findFirst()
                .orElseThrow();

        assertThat(Calibration.requests(plain, 80_000, 0.5)).isEqualTo(40_000);
        assertThat(Calibration.requests(threaded, 80_000, 0.5)).isEqualTo(120_000);
        assertThat(Calibration.requests(Workload.benchmark("many", 10_000, 1, 64), 80_000, 0.5))
                .isEqualTo(300_000);
    }

    private static Sample sample(double rps, double p50, @Nullable Double cpu) {
        return new Sample(new Figures(1_000, rps, p50, p50 * 2), cpu, null);
    }
}

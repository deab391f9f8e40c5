package dev.sluice.benchmarks.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import org.junit.jupiter.api.Test;

class BenchmarkCsvTest {
    private static final String HEADER = "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
            + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";
    private static final String GET =
            "\"GET\",\"58651.03\",\"0.556\",\"0.184\",\"0.551\",\"0.799\",\"0.903\",\"3.959\"\n";

    @Test
    void shouldReadTheFiguresByTheirNames() {
        assertThat(BenchmarkCsv.figures(HEADER + GET, Operation.GET, 20_000))
                .isEqualTo(new Figures(20_000, 58_651.03, 0.551, 0.903));
    }

    @Test
    void shouldPassOverWarnings() {
        String text = "WARNING: Could not fetch server CONFIG\n" + HEADER + GET;

        assertThat(BenchmarkCsv.figures(text, Operation.GET, 1).rps()).isEqualTo(58_651.03);
    }

    @Test
    void shouldTellWhatItSaidInPlaceOfFigures() {
        assertThatThrownBy(() -> BenchmarkCsv.figures(HEADER + "Error: Connection reset by peer\n", Operation.GET, 1))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("Connection reset by peer");
        assertThatThrownBy(() -> BenchmarkCsv.figures("\"test\",\"rps\"\n\"GET\",\"1.0\"\n", Operation.GET, 1))
                .hasMessageContaining("p50_latency_ms");
    }
}

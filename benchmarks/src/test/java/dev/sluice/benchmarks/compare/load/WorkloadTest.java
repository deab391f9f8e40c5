package dev.sluice.benchmarks.compare.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void shouldSayWhatItIs() {
        assertThat(Workload.standard())
                .extracting(Workload::title)
                .contains(
                        "50 clients, pipeline 16, 64 B",
                        "50 clients, pipeline 1, 4 KB",
                        "200 clients, pipeline 1, 64 B, 2 threads",
                        "Lettuce, 1 connection, 128 in flight, 64 B");
        assertThat(Workload.size(1024 * 1024)).isEqualTo("1 MB");
    }

    @Test
    void shouldSendWholePipelines() {
        Workload deep = Workload.benchmark("deep", 50, 16, 64);

        assertThat(RedisBenchmark.wholeGroups(deep, 100)).isEqualTo(112);
        assertThat(RedisBenchmark.wholeGroups(deep, 160)).isEqualTo(160);
        assertThat(RedisBenchmark.wholeGroups(deep, 0)).isEqualTo(16);
    }
}

package dev.sluice.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.report.DemoReport.AttemptMs;
import dev.sluice.demo.report.DemoReport.Connections;
import dev.sluice.demo.report.DemoReport.Copy;
import dev.sluice.demo.report.DemoReport.Operations;
import dev.sluice.demo.report.DemoReport.PauseMs;
import dev.sluice.demo.report.DemoReport.PhaseMs;
import dev.sluice.demo.report.DemoReport.Server;
import dev.sluice.demo.report.DemoReport.Verify;
import dev.sluice.proof.check.Verdict;
import dev.sluice.proof.dataset.DatasetComparison;
import dev.sluice.proof.measure.Latencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    private static final DemoReport REPORT = new DemoReport(
            false,
            List.of("1 acknowledged writes lost"),
            new Server("redis", "6.2.7"),
            new Server("redis", "7.0.15"),
            200_000,
            new Operations(151_234, 0, 1, 0, 0, 0, 2, 0, 0),
            new Connections(52, 0),
            new PauseMs(new Latencies(61, 6.1, 9.04, 9.2), new Latencies(40, 0.3, 3, 3.1)),
            List.of(new PhaseMs("HELD", 1.2)),
            new Copy(200_123, 79_000_000, 3_100),
            new Verify(199_823, 0, 177),
            List.of(new AttemptMs("cutover", true, "", 12.5, List.of(new PhaseMs("HELD", 1.2)))),
            41.25);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ok",
                "/source/family",
                "/source/version",
                "/target/version",
                "/keys",
                "/operations/acknowledged",
                "/operations/errors",
                "/operations/lost",
                "/operations/duplicated",
                "/operations/reordered",
                "/connections/opened",
                "/connections/dropped",
                "/pause/writes/p50Ms",
                "/pause/writes/p99Ms",
                "/pause/writes/maxMs",
                "/pause/reads/p50Ms",
                "/pause/reads/p99Ms",
                "/pause/reads/maxMs",
                "/phases/0/name",
                "/phases/0/ms",
                "/copy/keys",
                "/copy/bytes",
                "/copy/ms",
                "/verify/compared",
                "/verify/different"
            })
    void shouldCarryEveryFieldThatProgramsReadUnderItsName(String pointer) throws IOException {
        Path file = directory.resolve("new/report.json");

        JsonReport.write(REPORT, file);

        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(json.at(pointer).isMissingNode()).isFalse();
        assertThat(json.at("/operations/lost").asLong()).isEqualTo(1);
        assertThat(json.at("/pause/writes/p99Ms").asDouble()).isEqualTo(9.04);
    }

    @Test
    void shouldBeReadableOnEightyColumns() {
        List<String> lines = TextReport.lines(REPORT);

        assertThat(lines).allMatch(line -> line.length() <= 80);
        assertThat(lines)
                .contains(
                        "  RESULT: FAILED",
                        "    - 1 acknowledged writes lost",
                        "  Pause        writes p50 6.1 ms, p99 9.0 ms, max 9.2 ms (61)",
                        "  Copy         200,123 keys, snapshot of 79.0 MB, in step after 3.1 s");
    }

    @Test
    void shouldNameEveryReason() {
        Verdict bad = new Verdict(10, 1, 1, 1, 1, 1, 1, 1, 1, List.of());
        Evidence evidence = new Evidence(bad, new DatasetComparison(1, 1, 0, List.of()), Evidence.NONE.pause());

        assertThat(Judgement.reasons(evidence, new Connections(4, 1), 5, 2)).hasSize(11);
        Verdict good = new Verdict(10, 2, 0, 0, 0, 0, 0, 0, 0, List.of());
        Evidence fine = new Evidence(good, new DatasetComparison(1, 0, 0, List.of()), Evidence.NONE.pause());
        assertThat(Judgement.reasons(fine, new Connections(5, 0), 5, 2)).isEmpty();
        assertThat(Judgement.reasons(Evidence.NONE, new Connections(5, 0), 5, 0))
                .containsExactly("no operation was acknowledged: nothing is proven");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "999, 999 bytes", "1000, 1.0 kB", "999949, 999.9 kB", "79000000, 79.0 MB"})
    void shouldWriteBytesInWords(long number, String words) {
        assertThat(Words.bytes(number)).isEqualTo(words);
    }

    @Test
    void shouldWrapBetweenWords() {
        assertThat(Words.wrap(List.of("aaa", "bbb", "ccc"), ", ", 8)).containsExactly("aaa, bbb,", "ccc");
    }
}

package dev.sluice.benchmarks.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {
    private static final int COLUMNS = 120;

    private final Report report = Sheets.report();

    @Test
    void shouldPrintATable() {
        List<String> lines = TextTable.lines(report);

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        assertThat(lines)
                .contains("50 clients, pipeline 16, 64 B")
                .contains("sluice-auto       |  90,000  0.90   0.50   1.25  6.00  7.00"
                        + " |  90,000  0.90   0.50   1.25  6.00  7.00")
                .anySatisfy(line -> assertThat(line).startsWith("twemproxy").contains("not measured"))
                .anySatisfy(line -> assertThat(line).startsWith("sluice-auto").containsSubsequence("91", "100", "900"))
                .contains("Note: envoy left out: not installed");
    }

    @Test
    void shouldCompareSluiceWithEachPeer() {
        assertThat(RatioTable.lines(report.lines()))
                .contains(
                        "p16      sluice-auto           0.90/0.90     1.80/1.80           -/-     0.50/0.50           -/-");
    }

    @Test
    void shouldWriteEveryRunAndRatioAsJson() {
        JsonNode json = new ObjectMapper().valueToTree(JsonReport.of(report));

        JsonNode sluice = json.at("/results/3");
        assertThat(sluice.at("/peer").asText()).isEqualTo("sluice-auto");
        assertThat(sluice.at("/relative/haproxy/rps").asDouble()).isEqualTo(1.8);
        assertThat(sluice.at("/relative/haproxy/cpu").asDouble()).isEqualTo(0.5);
        assertThat(sluice.at("/relative/twemproxy/rps").isNull()).isTrue();
        assertThat(sluice.at("/runs/0/figures/p99Millis").asDouble()).isEqualTo(1.25);
        assertThat(json.at("/results/2/failure").asText()).isEqualTo("it broke");
        assertThat(json.at("/results/2/medians").isNull()).isTrue();
    }

    @Test
    void shouldDrawEveryPeerOfEveryLoad() throws Exception {
        String svg = ComparisonPlot.svg(report);

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        // The ground, 4 in the legend, and for each of 4 groups 4 bars of requests and 3 of CPU.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 4 + 4 * (4 + 3));
        assertThat(svg).contains("CPU &amp; Co").contains("50 clients, pipeline 16, 64 B");
    }

    @Test
    void shouldWriteNumbersShort() {
        assertThat(Numbers.ratio(Optional.of(0.944))).isEqualTo("0.94");
        assertThat(Numbers.ratio(Optional.empty())).isEqualTo("-");
        assertThat(Numbers.rate(71_234)).isEqualTo("71,200");
        assertThat(Numbers.rate(1_234_567)).isEqualTo("1,235,000");
        assertThat(Numbers.time(12.34)).isEqualTo("12.3");
        assertThat(Numbers.time(null)).isEqualTo("-");
        assertThat(Numbers.megabytes(93_184)).isEqualTo("91");
    }
}

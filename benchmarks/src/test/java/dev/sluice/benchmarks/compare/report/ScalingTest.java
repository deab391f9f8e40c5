package dev.sluice.benchmarks.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.benchmarks.compare.load.Axis;
import dev.sluice.benchmarks.compare.load.Operation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ScalingTest {
    private static final int COLUMNS = 120;

    private final Scaling scaling = Sheets.scaling(List.of(Axis.CLIENTS, Axis.EVENT_LOOPS));

    @Test
    void shouldPrintALineForEachPlace() {
        List<String> lines = ScalingTable.lines(scaling);

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
        assertThat(lines)
                .contains("9900        100,000 |      0.50         -      0.90 |      12.0         -      6.00")
                .anySatisfy(line -> assertThat(line).contains("haproxy", "twemproxy", "s-auto"));
    }

    @Test
    void shouldDrawACurveForEachPeer() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ScalingPlot.svg(scaling).getBytes(StandardCharsets.UTF_8)));

        // 5 and 2 places, for SET and GET: requests of 3 peers, CPU of 2.
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo((5 + 2) * 2 * (3 + 2));
    }

    @Test
    void shouldSayInJsonWhichLoadIsWhere() {
        JsonNode json = new ObjectMapper().valueToTree(scaling.json());

        assertThat(json.at("/points/4/axis").asText()).isEqualTo("clients");
        assertThat(json.at("/points/4/x").asInt()).isEqualTo(9_900);
        assertThat(json.at("/report/results").findValuesAsText("workload"))
                .contains(json.at("/points/4/workload").asText());
    }

    @Test
    void shouldPrintSystemCallsAndTellTheFrequentApart() {
        CountTable.Count count = new CountTable.Count(
                "p1", Operation.SET, "sluice-auto", 2.1, Map.of("sendto", 1.03, "recvfrom", 1.05, "futex", 0.001));

        assertThat(CountTable.lines("perf stat", List.of(count)))
                .contains("p1       SET  sluice-auto          2.10  recvfrom 1.05, sendto 1.03");
    }

    @Test
    void shouldMarkScales() {
        assertThat(Numbers.mark(0)).isEqualTo("0");
        assertThat(Numbers.mark(0.5)).isEqualTo("0.5");
        assertThat(Numbers.mark(1)).isEqualTo("1");
        assertThat(Numbers.mark(100)).isEqualTo("100");
    }
}

package dev.sluice.admin.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.ScriptedMigration;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/metrics.md is public: what this module registers stands there, in the section of that name, and nothing else. */
class MetricsDocumentTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(sluice_\\w+)(?:\\{[^}]*})?` \\| (\\w+) \\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\w+)$", Pattern.MULTILINE);

    @Test
    void shouldNameEveryMeterWithItsType() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new MigrationMetrics(new ScriptedMigration(), System::nanoTime).bindTo(registry);
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        int start = page.indexOf("## The migration");
        int end = page.indexOf("\n## ", start + 1);

        SortedSet<String> documented = pairs(ROW, page.substring(start, end < 0 ? page.length() : end));

        assertThat(documented).isEqualTo(pairs(TYPE, registry.scrape()));
    }

    private static SortedSet<String> pairs(Pattern pattern, String text) {
        SortedSet<String> pairs = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            pairs.add(matcher.group(1) + " " + matcher.group(2));
        }
        return pairs;
    }
}

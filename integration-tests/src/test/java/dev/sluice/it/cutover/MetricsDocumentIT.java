package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What a running Sluice exports is what docs/metrics.md lists, and nothing else. */
class MetricsDocumentIT {
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(sluice_[a-z_]+)", Pattern.MULTILINE);
    private static final Pattern EXPORTED = Pattern.compile("^# TYPE (sluice_[a-z_]+) (\\w+)", Pattern.MULTILINE);

    @Test
    void shouldExportWhatIsDocumented() throws Exception {
        try (Rig rig = Rig.of(Servers.redis62(), Servers.redis70()).start();
                Jedis client = rig.client()) {
            rig.migrate();
            client.set("a", "1");
            assertThat(rig.cutover().committed()).isTrue();
            rig.awaitState("REVERSIBLE");

            String scraped = scrape(rig);

            assertThat(names(EXPORTED, scraped))
                    .isEqualTo(names(DOCUMENTED, Files.readString(Path.of("../docs/metrics.md"))));
            assertThat(scraped)
                    .contains("sluice_state{state=\"REVERSIBLE\"} 1.0")
                    .contains("sluice_active{node=\"target\"} 1.0")
                    .contains("sluice_attempt_committed 1.0");
        }
    }

    private static String scrape(Rig rig) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + rig.sluice().http().port() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A histogram's greatest value is a part of it, not a metric of its own to look up. */
    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            if (!found.group(1).endsWith("_seconds_max")) {
                names.add(found.group(1));
            }
        }
        return names;
    }
}

package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.app.DemoCommand;
import dev.sluice.demo.Demo;
import dev.sluice.proof.Endpoint;
import dev.sluice.proof.dataset.DatasetComparison;
import dev.sluice.proof.dataset.DatasetReader;
import dev.sluice.testservers.Family;
import dev.sluice.testservers.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The main job on real servers, under load, forward, back and forward again, judged from the outside. */
class DemoIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"REDIS, 6.2, REDIS, 7.0", "REDIS, 7.0, VALKEY, 8.0", "VALKEY, 8.0, VALKEY, 8.0"})
    void shouldLoseNothingForwardBackAndForwardAgain(Family family, String line, Family newFamily, String newLine)
            throws IOException {
        try (RunningServer source = Servers.start(Servers.of(family, line));
                RunningServer target = Servers.start(Servers.of(newFamily, newLine))) {
            Path file = directory.resolve("report.json");

            int exit = new CommandLine(new DemoCommand())
                    .execute(
                            "--source=" + source.uri(),
                            "--target=" + target.uri(),
                            "--keys=4000",
                            "--clients=12",
                            "--seconds=4",
                            "--round-trip",
                            "--report=" + file);

            JsonNode report = new ObjectMapper().readTree(file.toFile());
            assertThat(report.at("/reasons")).as(report.toPrettyString()).isEmpty();
            assertThat(exit).isEqualTo(Demo.HOLDS);
            assertThat(report.at("/attempts").size()).isGreaterThanOrEqualTo(3);
            assertThat(report.at("/pause/writes/operations").asLong()).isPositive();
            compareWithOldSource(source, target);
        }
    }

    /** The old source followed to the end: all that was written since, and the groups of streams, are there too. */
    private static void compareWithOldSource(RunningServer source, RunningServer target) {
        DatasetComparison comparison = DatasetComparison.compare(
                DatasetReader.read(endpoint(target), "*", keys -> {}),
                DatasetReader.read(endpoint(source), "*", keys -> {}));
        assertThat(comparison.details()).isEmpty();
        assertThat(comparison.compared()).isGreaterThan(3_900);
    }

    private static Endpoint endpoint(RunningServer server) {
        return Endpoint.of(server.host(), server.port());
    }
}

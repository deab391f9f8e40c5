package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.Demo;
import dev.sluice.demo.DemoOptions;
import dev.sluice.demo.SluiceUnderTest;
import dev.sluice.testservers.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The demo must not be satisfied with less than Sluice: here are two that are no cutover at all. */
class DemoWithoutSluiceIT {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @BeforeEach
    void needServers() {
        Servers.redis62();
        Servers.redis70();
    }

    @Test
    void shouldNoticeAFenceThatIsNotThere() throws IOException {
        JsonNode report = run(new PlainReplication(false));

        assertThat(report.at("/ok").asBoolean()).isFalse();
        assertThat(report.at("/reasons").toString())
                .contains("2 writers at the source not stopped by the fence")
                .doesNotContain("lost");
        assertThat(report.at("/verify/compared").asLong()).isGreaterThan(2_900);
        assertThat(report.at("/verify/different").asLong()).isZero();
        assertThat(report.at("/operations/acknowledged").asLong()).isPositive();
        assertThat(report.at("/connections/opened").asLong()).isEqualTo(6);
    }

    @Test
    void shouldNoticeWritesThatNeverReachTheTarget() throws IOException {
        JsonNode report = run(new PlainReplication(true));

        assertThat(report.at("/ok").asBoolean()).isFalse();
        assertThat(report.at("/operations/lost").asLong()).isPositive();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("RESULT: FAILED", "acknowledged writes lost");
    }

    @Test
    void shouldNotTouchServersThatHoldData() throws IOException {
        try (RunningServer source = Servers.start(Servers.redis62());
                RunningServer target = Servers.start(Servers.redis70());
                Jedis jedis = new Jedis(target.host(), target.port())) {
            jedis.set("somebody", "else's");

            JsonNode report = run(new PlainReplication(false), source.uri(), target.uri());

            assertThat(report.at("/reasons/0").asText()).contains("the target", "holds 1 keys", "empty servers only");
            assertThat(jedis.get("somebody")).isEqualTo("else's");
            assertThat(source.isAlive()).isTrue();
        }
    }

    private JsonNode run(SluiceUnderTest sluice) throws IOException {
        return run(sluice, null, null);
    }

    private JsonNode run(SluiceUnderTest sluice, String source, String target) throws IOException {
        Path file = directory.resolve("report.json");
        DemoOptions options =
                new DemoOptions(3_000, 4, Duration.ofSeconds(2), 400, file, false, null, null, source, target, false);

        int exit = Demo.run(options, sluice, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(exit).as(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(Demo.FAILS);
        return new ObjectMapper().readTree(file.toFile());
    }

    /** The target as a replica of the source, to which clients stay connected. */
    private static final class PlainReplication implements SluiceUnderTest {
        private final boolean promote;
        private URI source = URI.create("redis://unknown");
        private URI target = source;
        private boolean asked;

        /** @param promote whether the target is cut off at the cutover, as if that moved the clients */
        PlainReplication(boolean promote) {
            this.promote = promote;
        }

        @Override
        public InetSocketAddress start(String sourceUri, String targetUri) {
            source = URI.create(sourceUri);
            target = URI.create(targetUri);
            return new InetSocketAddress(source.getHost(), source.getPort());
        }

        @Override
        public void migrate() {
            try (Jedis jedis = new Jedis(target)) {
                jedis.replicaof(source.getHost(), source.getPort());
            }
            asked = true;
        }

        @Override
        public Progress status() {
            return new Progress(asked && inStep() ? "READY" : "COPYING", "", false, 0, 0, 0, -1);
        }

        private boolean inStep() {
            try (Jedis jedis = new Jedis(target)) {
                return promote || jedis.info("replication").contains("master_link_status:up");
            }
        }

        @Override
        public Attempt cutover() {
            if (promote) {
                try (Jedis jedis = new Jedis(target)) {
                    jedis.replicaofNoOne();
                }
            }
            return new Attempt(true, "", List.of(), null, null);
        }

        @Override
        public Attempt rollback() {
            throw new UnsupportedOperationException("there is no way back");
        }

        @Override
        public void stop() {
            asked = false;
        }
    }
}

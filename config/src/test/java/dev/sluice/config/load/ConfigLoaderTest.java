package dev.sluice.config.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.config.Endpoint;
import dev.sluice.config.LaneMode;
import dev.sluice.config.Secret;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.TransportKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final Map<String, String> TWO_NODES =
            Map.of("sluice.source.uri", "redis://a:6379", "sluice.target.uri", "rediss://user@b");

    @TempDir
    private Path dir;

    @Test
    void shouldNeedNothingButTheTwoNodes() throws SettingsException {
        SluiceSettings settings = load(Map.of("HOME", "/somebody"), TWO_NODES);

        assertThat(settings.listen()).isEqualTo(new Endpoint("0.0.0.0", 6380));
        assertThat(settings.control().listen()).isEqualTo(new Endpoint("127.0.0.1", 6390));
        assertThat(settings.replication().spoolMaxBytes()).isEqualTo(16L << 30);
        assertThat(settings.cutover().maxPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.source().tls()).isNull();
        assertThat(settings.target().tls()).isNotNull();
        assertThat(settings.target().endpoint()).isEqualTo(new Endpoint("b", 6379));
        assertThat(settings.target().user()).isEqualTo("user");
        assertThat(settings.stateDir()).isEqualTo(Path.of("/somebody/.local/state/sluice"));
    }

    @Test
    void shouldReadTheSmallestFileOfTheUserGuide() throws Exception {
        Path file = write("""
                sluice { listen { port = 6380 }, source { uri = "redis://a:6379" }, target { uri = "rediss://user@b:6379" }, control { port = 6390 },
                http { port = 9390 }, replication { listen { port = 6391 } }, state-dir = "/var/lib/sluice" }
                """);

        SluiceSettings settings = new ConfigLoader(Map.of()).load(file, Map.of());

        assertThat(settings.stateDir()).isEqualTo(Path.of("/var/lib/sluice"));
    }

    @Test
    void shouldTellAllFaultsAtOnceWithFileLineAndWhatIsAllowed() throws Exception {
        Path file = write("""
                sluice {
                  listen { port = 70000 }
                  source { uri = "http://a" }
                  target { uri = "redis://b", conect-timeout = 1s }
                  cutover { max-pause = soon }
                  limits = 3
                }
                """);

        SettingsException wrong = fail(file, Map.of(), Map.of());

        assertThat(wrong.faults())
                .extracting(SettingsFault::path)
                .containsExactlyInAnyOrder(
                        "sluice.listen.port",
                        "sluice.source.uri",
                        "sluice.target.conect-timeout",
                        "sluice.cutover.max-pause",
                        "sluice.limits");
        assertThat(wrong.getMessage())
                .contains("5 wrong settings")
                .contains("sluice.listen.port (" + file + ":2): found 70000; allowed: a whole number from 0 to 65535")
                .contains("the nearest is sluice.target.connect-timeout")
                .contains("sluice.cutover.max-pause (" + file
                        + ":5): found \"soon\"; allowed: a duration from 1ms to 600s")
                .contains("sluice.limits (" + file + ":6): found a single value; allowed: a block { ... }");
    }

    @Test
    void shouldLetTheStrongerLayerWin() throws Exception {
        Path file = write("sluice { listen { port = 1 }, control { port = 2 }, http { port = 3 } }");
        Map<String, String> options = new java.util.HashMap<>(TWO_NODES);
        options.put("sluice.http.port", "33");

        SluiceSettings settings =
                new ConfigLoader(Map.of("SLUICE_CONTROL_PORT", "22", "SLUICE_HTTP_PORT", "23")).load(file, options);

        assertThat(settings.listen().port()).isEqualTo(1);
        assertThat(settings.control().listen().port()).isEqualTo(22);
        assertThat(settings.http().listen().port()).isEqualTo(33);
    }

    @Test
    void shouldNameTheEnvironmentVariableThatIsWrong() {
        SettingsException wrong = fail(null, Map.of("SLUICE_LISTEN_PORT", "many"), TWO_NODES);

        assertThat(wrong.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.place()).isEqualTo("environment SLUICE_LISTEN_PORT");
            assertThat(fault.found()).isEqualTo("\"many\"");
        });
    }

    @Test
    void shouldTakeSecretsFromEnvironmentOrFileButNotFromTwoPlaces() throws Exception {
        Path secret = dir.resolve("secret");
        Files.writeString(secret, "from-file\n");

        SluiceSettings settings = load(
                Map.of("SLUICE_SOURCE_PASSWORD", "from-env", "SLUICE_TARGET_PASSWORD_FILE", secret.toString()),
                TWO_NODES);
        SettingsException twice = fail(
                null,
                Map.of("SLUICE_SOURCE_PASSWORD", "hunter2", "SLUICE_SOURCE_PASSWORD_FILE", secret.toString()),
                TWO_NODES);

        assertThat(settings.source().password()).isEqualTo(Secret.of("from-env"));
        assertThat(settings.target().password()).isEqualTo(Secret.of("from-file"));
        assertThat(twice.faults()).extracting(SettingsFault::path).containsExactly("sluice.source.password-file");
        assertThat(twice.getMessage()).doesNotContain("hunter2").doesNotContain("from-file");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:hunter2@a:99999, redis://:***@a:99999",
        "redis://bob:hunter2@a/7, redis://bob:***@a/7",
        "bob:hunter2@a, bob:***@a"
    })
    void shouldNeverShowAPasswordOfAWrongUri(String uri, String shown) {
        SettingsException wrong =
                fail(null, Map.of(), Map.of("sluice.source.uri", uri, "sluice.target.uri", "redis://b"));

        assertThat(wrong.getMessage()).doesNotContain("hunter2").contains(shown);
    }

    @Test
    void shouldNotPrintSecretsWithTheSettings() throws SettingsException {
        SluiceSettings settings =
                load(Map.of(), Map.of("sluice.source.uri", "redis://:hunter2@a", "sluice.target.uri", "redis://b"));

        assertThat(settings.toString()).doesNotContain("hunter2").contains("***");
        assertThat(settings.source().password()).isEqualTo(Secret.of("hunter2"));
    }

    @Test
    void shouldRefuseOpenPortsWithoutAPassword() {
        SettingsException wrong =
                fail(null, Map.of("SLUICE_CONTROL_HOST", "0.0.0.0", "SLUICE_HTTP_HOST", "0.0.0.0"), TWO_NODES);

        assertThat(wrong.faults())
                .extracting(SettingsFault::path)
                .containsExactly("sluice.control.host", "sluice.http.host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
    void shouldAskForNoPasswordOnLoopback(String host) throws SettingsException {
        SluiceSettings settings = load(Map.of("SLUICE_CONTROL_HOST", host, "SLUICE_HTTP_HOST", host), TWO_NODES);

        assertThat(settings.control().password()).isNull();
    }

    @Test
    void shouldRefuseCertificatesForAConnectionWithoutTls() throws Exception {
        Path ca = Files.writeString(dir.resolve("ca.pem"), "");

        SettingsException wrong = fail(null, Map.of("SLUICE_SOURCE_TLS_CA_FILE", ca.toString()), TWO_NODES);

        assertThat(wrong.getMessage())
                .contains("redis://a:6379 does not use TLS")
                .contains("rediss:// in sluice.source.uri");
    }

    @Test
    void shouldSayThatAValueIsNotSet() {
        SettingsException wrong = fail(null, Map.of(), Map.of("sluice.source.uri", "redis://a"));

        assertThat(wrong.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.path()).isEqualTo("sluice.target.uri");
            assertThat(fault.place()).isEqualTo("not set");
        });
    }

    @Test
    void shouldReadLanesAndTransportAsWords() throws SettingsException {
        SluiceSettings unset = load(Map.of(), TWO_NODES);
        SluiceSettings set = load(Map.of("SLUICE_LANES", "dedicated", "SLUICE_TRANSPORT", "IO_uring"), TWO_NODES);
        SettingsException wrong = fail(null, Map.of("SLUICE_LANES", "own", "SLUICE_TRANSPORT", "kqueue"), TWO_NODES);

        assertThat(unset.lanes()).isEqualTo(LaneMode.AUTO);
        assertThat(unset.transport()).isEqualTo(TransportKind.AUTO);
        assertThat(set.lanes()).isEqualTo(LaneMode.DEDICATED);
        assertThat(set.transport()).isEqualTo(TransportKind.IO_URING);
        assertThat(wrong.faults())
                .extracting(SettingsFault::allowed)
                .containsExactly("one of auto, dedicated", "one of auto, epoll, io_uring, nio");
    }

    @Test
    void shouldReadTheNamesOfRefusedCommands() throws SettingsException {
        SluiceSettings set = load(Map.of("SLUICE_REFUSED_COMMANDS", "DEBUG, Client  Pause,config|set"), TWO_NODES);
        SettingsException wrong = fail(null, Map.of("SLUICE_REFUSED_COMMANDS", "a b c"), TWO_NODES);

        assertThat(set.refusedCommands()).containsExactly("debug", "client|pause", "config|set");
        assertThat(load(Map.of(), TWO_NODES).refusedCommands()).contains("shutdown", "cluster|setslot");
        assertThat(wrong.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.allowed()).startsWith("a list of command names"));
    }

    @Test
    void shouldRefuseASlowClientBufferBelowTheClientBuffer() {
        SettingsException wrong = fail(null, Map.of("SLUICE_LIMITS_CLIENT_BUFFER", "64MiB"), TWO_NODES);

        assertThat(wrong.faults())
                .singleElement()
                .extracting(SettingsFault::path)
                .isEqualTo("sluice.limits.slow-client-buffer");
    }

    @Test
    void shouldRefuseTheSameNodeTwice() {
        SettingsException wrong =
                fail(null, Map.of(), Map.of("sluice.source.uri", "redis://a", "sluice.target.uri", "redis://a:6379"));

        assertThat(wrong.faults())
                .singleElement()
                .extracting(SettingsFault::path)
                .isEqualTo("sluice.target.uri");
    }

    @Test
    void shouldSayWhereTextIsNotHocon() throws Exception {
        Path file = write("sluice {\n  source { password = hunter2 \n");

        SettingsException wrong = fail(file, Map.of(), Map.of());

        assertThat(wrong.getMessage()).contains(file.toString()).doesNotContain("hunter2");
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThat(fail(dir.resolve("none.conf"), Map.of(), Map.of()).getMessage())
                .contains("none.conf")
                .contains("a file that can be read");
    }

    private static SluiceSettings load(Map<String, String> environment, Map<String, String> options)
            throws SettingsException {
        return new ConfigLoader(environment).load(null, options);
    }

    private static SettingsException fail(
            @org.jspecify.annotations.Nullable Path file,
            Map<String, String> environment,
            Map<String, String> options) {
        SettingsException thrown =
                catchThrowableOfType(SettingsException.class, () -> new ConfigLoader(environment).load(file, options));
        assertThat(thrown).isNotNull();
        assertThat(thrown.faults()).isNotEqualTo(List.of());
        return thrown;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("sluice.conf"), text);
    }
}

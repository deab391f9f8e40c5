package dev.sluice.it.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person with redis-cli sees. */
class RedisCliIT {
    private static final int TIMEOUT_SECONDS = 20;

    private final Optional<Path> redisCli = onPath("redis-cli").or(() -> onPath("valkey-cli"));
    private ControlPort control;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                redisCli.isPresent() || "required".equals(System.getProperty("servers")), "no redis-cli on the PATH");
        control = new ControlPort("opsecret", "rosecret");
    }

    @AfterEach
    void stop() {
        if (control != null) {
            control.close();
        }
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The lines that redis-cli prints. */
    private List<String> cli(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(redisCli.orElseThrow().toString(), "-p", String.valueOf(control.port()), "--no-auth-warning"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        return out.lines().toList();
    }

    @Test
    void shouldShowTheStatus() throws Exception {
        assertThat(cli("-a", "rosecret", "status"))
                .startsWith("state", "READY", "reason")
                .contains("active", "source");
    }

    @Test
    void shouldShowTheStatusAsAMapInResp3() throws Exception {
        assertThat(cli("-3", "-a", "rosecret", "--no-raw", "status"))
                .startsWith(" 1# \"state\" => \"READY\"")
                .contains(" 5# \"lag\" => (integer) 24");
    }

    @Test
    void shouldAnswerVerbsInEitherCase() throws Exception {
        assertThat(cli("-a", "opsecret", "ping")).containsExactly("PONG");
        assertThat(cli("-a", "opsecret", "Abort")).containsExactly("OK");
        assertThat(cli("-a", "opsecret", "sluice", "help"))
                .contains("ABORT", "CUTOVER [DRYRUN] [MAXPAUSE ms] [MAXLAG bytes]");
    }

    @Test
    void shouldTellErrors() throws Exception {
        assertThat(cli("status").get(0)).isEqualTo("NOAUTH Authentication required.");
        assertThat(cli("-a", "rosecret", "cutover").get(0))
                .isEqualTo("NOPERM User readonly has no permissions to run the 'cutover' command");
        assertThat(cli("-a", "opsecret", "rollback").get(0)).isEqualTo("NOTREADY there is nothing to roll back");
        assertThat(cli("-a", "wrong", "ping").get(0)).contains("WRONGPASS");
    }

    @Test
    void shouldShutDown() throws Exception {
        assertThat(cli("-a", "opsecret", "shutdown")).containsExactly("OK");
        assertThat(control.shutdown.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}

package dev.sluice.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.cli.ClientCommands;
import dev.sluice.admin.cli.ExitCode;
import dev.sluice.admin.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's verbs against a control port. */
class CommandLineIT {
    private static final int TIMEOUT_SECONDS = 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ControlPort control;

    @Command(name = "sluice")
    private static final class Root {}

    @BeforeEach
    void start() throws IOException {
        control = new ControlPort("opsecret", "rosecret");
    }

    @AfterEach
    void stop() {
        control.close();
    }

    private int run(int port, Map<String, String> environment, String verb) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment);
        CommandLine line = new CommandLine(new Root());
        ClientCommands.all(terminal).forEach(line::addSubcommand);
        return line.execute((verb + " --control 127.0.0.1:" + port).split(" "));
    }

    private int run(String password, String verb) {
        return run(control.port(), Map.of("SLUICE_CONTROL_PASSWORD", password), verb);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldShowTheStatus() {
        assertThat(run("rosecret", "status")).isEqualTo(ExitCode.OK);
        assertThat(out()).startsWith("state    READY\n").contains("lag      24 B, 3 ms\n");
    }

    @Test
    void shouldGiveTheStatusAsTheJsonOfTheHttpPort() {
        assertThat(run("rosecret", "status --json")).isEqualTo(ExitCode.OK);
        assertThat(out())
                .startsWith("{\"state\":\"READY\",")
                .contains("\"last_attempt\":null,", "\"capture_up\":true,", "\"lag\":24,");
    }

    @Test
    void shouldWaitUntilTheCutoverHasEnded() throws Exception {
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> run("opsecret", "cutover"));
        assertThat(control.migration.cutoverBegan.await(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .isTrue();

        control.migration.attempt.complete(StillMigration.report());

        assertThat(exitCode.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        assertThat(out()).startsWith("cutover completed, epoch 2, longest pause 3.50 ms\n");
    }

    @Test
    void shouldTellARefusal() {
        assertThat(run("opsecret", "rollback")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).isEqualTo("sluice: NOTREADY there is nothing to roll back\n");
    }

    @Test
    void shouldTellAMissingAWrongAndAnInsufficientPassword() {
        assertThat(run(control.port(), Map.of(), "status")).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(run("wrong", "status")).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(run("rosecret", "abort")).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(err()).contains("NOAUTH", "WRONGPASS", "NOPERM").doesNotContain("rosecret");
    }

    @Test
    void shouldTellThatNothingListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(run(free, Map.of(), "status")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err()).startsWith("sluice: cannot reach the control port at 127.0.0.1:" + free + ": ");
    }

    @Test
    void shouldNotGiveAVerbToADatabase() throws Exception {
        try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> answerAsADatabase(database));

            assertThat(run(database.getLocalPort(), Map.of(), "shutdown")).isEqualTo(ExitCode.UNREACHABLE);

            assertThat(heard.get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .contains("HELLO")
                    .doesNotContain("SHUTDOWN");
            assertThat(err()).endsWith(" is not Sluice's control port\n");
        }
    }

    private static String answerAsADatabase(ServerSocket database) {
        try (Socket client = database.accept()) {
            byte[] hello = client.getInputStream().readNBytes("*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n".length());
            client.getOutputStream().write("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] rest = client.getInputStream().readAllBytes();
            return new String(hello, StandardCharsets.US_ASCII) + new String(rest, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

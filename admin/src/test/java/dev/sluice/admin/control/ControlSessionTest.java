package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import dev.sluice.cutover.api.AttemptReport;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSessionTest {
    private final ScriptedMigration migration = new ScriptedMigration();
    private final ControlClient client = new ControlClient(migration);

    @Test
    void shouldAnswerPipelinedCommandsInTheirOrder() {
        CompletableFuture<AttemptReport> attempt = new CompletableFuture<>();
        migration.attempt = attempt;

        String before = client.sendRaw("PING one\r\nCUTOVER\r\nPING two\r\nCLIENT ID\r\n");
        attempt.complete(Samples.attempt("no luck"));

        assertThat(before).isEqualTo("$3\r\none\r\n");
        assertThat(client.received()).isEqualTo("-ABORTED cutover aborted: no luck\r\n$3\r\ntwo\r\n:1\r\n");
    }

    @Test
    void shouldTakeCommandsInAnyPieces() {
        String commands = "*2\r\n$4\r\nPING\r\n$5\r\nhe\r\nl\r\n  ping \"a b\" \r\n\r\n*0\r\n*1\r\n$4\r\nping\r\n";
        StringBuilder replies = new StringBuilder();

        for (int i = 0; i < commands.length(); i++) {
            replies.append(client.sendRaw(commands.substring(i, i + 1)));
        }

        assertThat(replies).hasToString("$5\r\nhe\r\nl\r\n$3\r\na b\r\n+PONG\r\n");
    }

    @Test
    void shouldNotStopWhatRunsWhenItsClientLeaves() {
        CompletableFuture<AttemptReport> attempt = new CompletableFuture<>();
        migration.attempt = attempt;
        client.sendRaw("CUTOVER\r\nABORT\r\n");

        client.channel.finishAndReleaseAll();

        assertThat(attempt).isNotDone();
        attempt.complete(Samples.attempt(null));
        client.channel.runPendingTasks();
        assertThat(migration.asked).hasSize(1).allMatch(asked -> asked.startsWith("cutover"));
    }

    @Test
    void shouldTakeAnAnswerFromAnotherThread() throws Exception {
        CompletableFuture<AttemptReport> attempt = new CompletableFuture<>();
        migration.attempt = attempt;
        client.sendRaw("CUTOVER\r\nPING\r\n");

        Thread other = new Thread(() -> attempt.complete(Samples.attempt("no")));
        other.start();
        other.join();

        assertThat(client.received()).isEqualTo("-ABORTED cutover aborted: no\r\n+PONG\r\n");
    }

    @Test
    void shouldStopReadingWhileTooManyCommandsWait() {
        CompletableFuture<AttemptReport> attempt = new CompletableFuture<>();
        migration.attempt = attempt;

        client.sendRaw("CUTOVER\r\n" + "PING\r\n".repeat(ControlSession.MAX_WAITING));
        boolean reading = client.channel.config().isAutoRead();
        attempt.complete(Samples.attempt("no"));
        String replies = client.received();

        assertThat(reading).isFalse();
        assertThat(client.channel.config().isAutoRead()).isTrue();
        assertThat(replies).endsWith("no\r\n" + "+PONG\r\n".repeat(ControlSession.MAX_WAITING));
    }

    @Test
    void shouldStandThousandsOfCommandsAtOnce() {
        assertThat(client.sendRaw("PING\r\n".repeat(3_000))).isEqualTo("+PONG\r\n".repeat(3_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "*1;$-2; | Protocol error: invalid bulk length",
                "*65; | Protocol error: invalid multibulk length",
                "*1;$16385; | Protocol error: invalid bulk length",
                "*1;+PING; | Protocol error: expected '$', got '+'",
                "PING \"x; | Protocol error: unbalanced quotes in request",
            })
    void shouldAnswerMalformedBytesInTheirPlaceAndClose(String bytes, String error) {
        assertThat(client.sendRaw("PING\r\n" + bytes.replace(";", "\r\n") + "PING\r\n"))
                .isEqualTo("+PONG\r\n-ERR " + error + "\r\n");
        assertThat(client.channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST / HTTP/1.1\r\nHost: x\r\n\r\nCUTOVER\r\n", "Host: 127.0.0.1\r\nCUTOVER\r\n"})
    void shouldTakeNoOrdersFromABrowser(String bytes) {
        assertThat(client.sendRaw(bytes)).isEmpty();
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(migration.asked).isEmpty();
    }

    @Test
    void shouldCloseASilentClientOnlyBeforeItAuthenticates() {
        ControlClient locked = new ControlClient(migration, "secret", null);

        locked.channel.pipeline().fireUserEventTriggered(IdleStateEvent.FIRST_READER_IDLE_STATE_EVENT);
        client.channel.pipeline().fireUserEventTriggered(IdleStateEvent.FIRST_READER_IDLE_STATE_EVENT);

        assertThat(locked.channel.isOpen()).isFalse();
        assertThat(client.channel.isOpen()).isTrue();
    }
}

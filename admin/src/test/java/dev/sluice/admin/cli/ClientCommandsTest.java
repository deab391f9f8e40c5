package dev.sluice.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.view.AttemptView;
import dev.sluice.admin.view.ClientsView;
import dev.sluice.admin.view.EventView;
import dev.sluice.admin.view.PreflightView;
import dev.sluice.admin.view.StatusView;
import dev.sluice.config.Endpoint;
import dev.sluice.config.Secret;
import dev.sluice.cutover.api.PreflightReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCommandsTest {
    private final FakeControl control = new FakeControl();

    @ParameterizedTest
    @CsvSource({
        "migrate start,MIGRATE START,the copy has started",
        "migrate start --replace-target,MIGRATE START REPLACE,the copy has started",
        "migrate stop,MIGRATE STOP,the copy has ended",
        "abort,ABORT,the attempt is aborted",
        "finalize,FINALIZE,the migration is final",
        "shutdown,SHUTDOWN,Sluice stops",
    })
    void shouldSendAVerbAndTellThatItIsDone(String line, String sent, String told) {
        assertThat(control.run(line.split(" "))).isEqualTo(ExitCode.OK);

        assertThat(control.asked).containsExactly(sent, "closed");
        assertThat(control.out()).isEqualTo(told + "\n");
        assertThat(control.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cutover,CUTOVER",
        "cutover --dry-run,CUTOVER DRYRUN",
        "cutover --max-pause 1s --max-lag 64k,CUTOVER MAXPAUSE 1000 MAXLAG 65536",
        "cutover --max-lag 0 --max-pause 500ms,CUTOVER MAXPAUSE 500 MAXLAG 0",
        "rollback,ROLLBACK",
        "rollback --max-pause 2m --max-lag 1GiB,ROLLBACK MAXPAUSE 120000 MAXLAG 1073741824",
    })
    void shouldSendTheOptionsOfAnAttempt(String line, String sent) {
        control.answers.put(sent, AttemptView.of(Samples.attempt(null)));

        assertThat(control.run(line.split(" "))).isEqualTo(ExitCode.OK);

        assertThat(control.asked).containsExactly(sent, "closed");
        assertThat(control.out()).startsWith("cutover completed, epoch 4, longest pause 12.75 ms\n");
    }

    @ParameterizedTest
    @CsvSource({
        "clients,CLIENTS LIMIT 100",
        "clients --pinned --limit 7,CLIENTS LIMIT 7 PINNED",
    })
    void shouldShowTheClients(String line, String sent) {
        control.answers.put(sent, ClientsView.of(Samples.clients(), false, 1, Samples.NOW_MILLIS));

        assertThat(control.run(line.split(" "))).isEqualTo(ExitCode.OK);

        assertThat(control.asked).containsExactly(sent, "closed");
        assertThat(control.out()).contains(" blocked ", "... and 3 more (--limit)\n", "clients  4: 2 own, 2 shared\n");
    }

    @Test
    void shouldShowTheReportOfAnAbortedAttempt() {
        control.answers.put("CUTOVER", new ErrorReply("ABORTED cutover aborted: too slow"));
        control.answers.put(
                "STATUS",
                StatusView.of(Samples.status(
                        "READY", "", Samples.ready().replication(), Samples.attempt("the target was too slow"))));

        assertThat(control.run("cutover")).isEqualTo(ExitCode.REFUSED);

        assertThat(control.out())
                .startsWith("cutover aborted, epoch 4,")
                .contains("reason   the target was too slow\n");
    }

    @Test
    void shouldShowTheErrorOfAnAbortedAttemptWhoseReportIsGone() {
        control.answers.put("CUTOVER", new ErrorReply("ABORTED cutover aborted: too slow"));
        control.answers.put("STATUS", StatusView.of(Samples.ready()));

        assertThat(control.run("cutover")).isEqualTo(ExitCode.REFUSED);

        assertThat(control.err()).isEqualTo("sluice: ABORTED cutover aborted: too slow\n");
    }

    @ParameterizedTest
    @CsvSource({
        "NOTREADY the lag is too large,1,NOTREADY the lag is too large",
        "BLOCKED session 7 is subscribed,1,BLOCKED session 7 is subscribed",
        "ERR ROLLBACK failed: no,1,ROLLBACK failed: no",
        "WRONGPASS invalid username-password pair,4,WRONGPASS invalid username-password pair",
        "NOPERM User readonly has no permissions,4,NOPERM User readonly has no permissions",
    })
    void shouldTellAnErrorByWordsAndExitCode(String error, int exitCode, String told) {
        control.answers.put("ROLLBACK", new ErrorReply(error));

        assertThat(control.run("rollback")).isEqualTo(exitCode);

        assertThat(control.err()).isEqualTo("sluice: " + told + "\n");
        assertThat(control.out()).isEmpty();
    }

    @Test
    void shouldSayHowToGiveThePassword() {
        control.answers.put("STATUS", new ErrorReply("NOAUTH Authentication required."));

        assertThat(control.run("status")).isEqualTo(ExitCode.NOT_ALLOWED);

        assertThat(control.err()).contains("SLUICE_CONTROL_PASSWORD", "--password-file");
    }

    @Test
    void shouldTellErrorsInJsonToAProgram() {
        control.answers.put("ROLLBACK", new ErrorReply("NOTREADY there is nothing to roll back"));

        assertThat(control.run("rollback", "--json")).isEqualTo(ExitCode.REFUSED);

        assertThat(control.out())
                .isEqualTo("{\"error\":{\"code\":\"NOTREADY\",\"message\":\"there is nothing to roll back\"}}\n");
        assertThat(control.err()).isEmpty();
    }

    @Test
    void shouldTellWhenTheControlPortCannotBeReached() {
        control.reachable = false;

        assertThat(control.run("status", "--control", "[::1]:7")).isEqualTo(ExitCode.UNREACHABLE);

        assertThat(control.err()).isEqualTo("sluice: cannot reach the control port at [::1]:7\n");
    }

    @Test
    void shouldFailWithAPreflightThatDoesNotPass() {
        control.answers.put("PREFLIGHT", PreflightView.of(Samples.preflight(Outcome.FAIL)));
        assertThat(control.run("preflight")).isEqualTo(ExitCode.REFUSED);

        control.answers.put("PREFLIGHT", PreflightView.of(Samples.preflight(Outcome.WARN)));
        assertThat(control.run("preflight")).isEqualTo(ExitCode.OK);
    }

    @Test
    void shouldShowEvents() {
        control.answers.put("EVENTS 2", EventView.newest(Samples.events(2), 2));

        assertThat(control.run("events", "--count", "2")).isEqualTo(ExitCode.OK);

        assertThat(control.out().lines()).hasSize(2);
    }

    @Test
    void shouldTakeThePasswordFromTheEnvironment() {
        control.environment.put("SLUICE_CONTROL_PASSWORD", "s3cret");

        control.run("abort");

        assertThat(control.password).isEqualTo(Secret.of("s3cret"));
        assertThat(control.address).isEqualTo(new Endpoint("127.0.0.1", 6390));
    }

    @Test
    void shouldTakeThePasswordFromAFileBeforeTheEnvironment(@TempDir Path folder) throws IOException {
        control.environment.put("SLUICE_CONTROL_PASSWORD", "other");
        Path file = Files.writeString(folder.resolve("password"), "s3cret\nmore\n");

        control.run("abort", "--password-file", file.toString(), "--control", "db.example:1234");

        assertThat(control.password).isEqualTo(Secret.of("s3cret"));
        assertThat(control.address).isEqualTo(new Endpoint("db.example", 1234));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migrate",
                "migrate pause",
                "cutover now",
                "cutover --max-pause 1",
                "cutover --max-pause soon",
                "cutover --max-lag -1",
                "rollback --dry-run",
                "status --control 6390",
                "status --control host:99999",
                "status --password-file /does/not/exist",
                "events --count many",
                "frobnicate",
            })
    void shouldRefuseWrongWords(String line) {
        assertThat(control.run(line.split(" "))).isEqualTo(ExitCode.USAGE);

        assertThat(control.err()).isNotEmpty();
        assertThat(control.asked).isEmpty();
    }

    @Test
    void shouldTellExitCodesInTheHelp() {
        assertThat(control.run("cutover", "--help")).isEqualTo(ExitCode.OK);

        assertThat(control.out())
                .contains("Usage: sluice cutover", "--max-pause=TIME", "Exit codes:", "3   no control port reached");
        assertThat(control.out().lines()).allMatch(line -> line.length() <= 80);
    }
}

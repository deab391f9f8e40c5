package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationVerbsTest {
    private final ScriptedMigration migration = new ScriptedMigration();
    private final ControlClient client = new ControlClient(migration);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MIGRATE START | start StartOptions[acceptTargetData=false]",
                "migrate start replace | start StartOptions[acceptTargetData=true]",
                "MIGRATE STOP | stop",
                "ABORT | abort",
                "Finalize | complete"
            })
    void shouldAnswerOkWhenTheMigrationHasDoneIt(String command, String asked) {
        assertThat(client.send(command)).isEqualTo("+OK\r\n");
        assertThat(migration.asked).containsExactly(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CUTOVER | cutover CutoverOptions[dryRun=false, maxPause=null, maxLagBytes=null]",
                "cutover dryrun | cutover CutoverOptions[dryRun=true, maxPause=null, maxLagBytes=null]",
                "CUTOVER MAXLAG 0 MAXPAUSE 1500 DRYRUN"
                        + " | cutover CutoverOptions[dryRun=true, maxPause=PT1.5S, maxLagBytes=0]",
                "ROLLBACK MAXPAUSE 200 | rollback CutoverOptions[dryRun=false, maxPause=PT0.2S, maxLagBytes=null]",
                "ROLLBACK MAXLAG 9 | rollback CutoverOptions[dryRun=false, maxPause=null, maxLagBytes=9]"
            })
    void shouldPassOnTheOptionsOfAnAttempt(String command, String asked) {
        assertThat(client.send(command)).startsWith("*22\r\n$4\r\nkind\r\n$7\r\ncutover\r\n");
        assertThat(migration.asked).containsExactly(asked);
    }

    @Test
    void shouldAnswerAnAttemptAsAMap() {
        client.send("HELLO 3");

        String reply = client.send("CUTOVER");

        assertThat(reply)
                .isEqualTo(ControlClient.wire("%11~$4~kind~$7~cutover~$7~outcome~$9~completed~$6~reason~_~"
                        + "$5~epoch~:4~$12~final_offset~:1500000~"
                        + "$5~pause~%3~$6~max_ms~,12.75~"
                        + "$6~writes~%4~$8~commands~:120~"
                        + "$6~p50_ms~,5.25~$6~p99_ms~,11.5~$6~max_ms~,12.75~"
                        + "$5~reads~%4~$8~commands~:8~"
                        + "$6~p50_ms~,1.0~$6~p99_ms~,2.0~$6~max_ms~,2.5~"
                        + "$9~hold_from~$24~2026-01-02T03:04:05.100Z~$10~hold_until~$24~2026-01-02T03:04:05.113Z~"
                        + "$6~phases~*3~%2~$4~name~$7~prepare~$2~ms~,41.25~"
                        + "%2~$4~name~$4~hold~$2~ms~,1.5~"
                        + "%2~$4~name~$5~fence~$2~ms~,6.063~"
                        + "$5~moved~%1~$4~idle~:45~"
                        + "$5~notes~*1~$38~2 clients wrote straight to the source~"));
    }

    @Test
    void shouldAnswerAnAbortedAttemptAsAnError() {
        migration.attempt = CompletableFuture.completedFuture(Samples.attempt("the target\r\ndid not catch up"));

        assertThat(client.send("CUTOVER")).isEqualTo("-ABORTED cutover aborted: the target did not catch up\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTREADY", "BLOCKED", "BUSY", "PREFLIGHT"})
    void shouldAnswerARefusalWithItsCode(String code) {
        migration.attempt = ScriptedMigration.refused(code, "what stands in the way");
        migration.done = ScriptedMigration.refused(code, "what stands in the way");

        assertThat(client.send("CUTOVER")).isEqualTo("-" + code + " what stands in the way\r\n");
        assertThat(client.send("MIGRATE START")).isEqualTo("-" + code + " what stands in the way\r\n");
    }

    @Test
    void shouldAnswerAFailureWithItsWords() {
        migration.done = CompletableFuture.failedFuture(new IllegalStateException("journal: disk full"));

        assertThat(client.send("ABORT")).isEqualTo("-ERR ABORT failed: journal: disk full\r\n");
    }

    @Test
    void shouldAnswerPreflightWithEveryCheck() {
        client.send("HELLO 3");

        assertThat(client.send("PREFLIGHT"))
                .startsWith(ControlClient.wire(
                        "%2~$6~passed~#t~$6~checks~*2~%4~$4~name~$11~source.role~" + "$7~outcome~$2~ok~"));
    }

    @Test
    void shouldAnswerTheNewestEventsTheNewestLast() {
        migration.events = Samples.events(30);

        assertThat(client.send("EVENTS")).startsWith("*20\r\n*10\r\n$6\r\nnumber\r\n:11\r\n");
        assertThat(client.send("EVENTS 2"))
                .isEqualTo(ControlClient.wire("*2~*10~$6~number~:29~$2~at~$24~2026-01-02T03:04:34.678Z~"
                        + "$5~epoch~:3~$5~state~$5~READY~$4~text~$8~event 29~"
                        + "*10~$6~number~:30~$2~at~$24~2026-01-02T03:04:35.678Z~"
                        + "$5~epoch~:3~$5~state~$5~READY~$4~text~$8~event 30~"));
    }

    @Test
    void shouldRunTheHookOnShutdownAndClose() throws InterruptedException {
        assertThat(client.send("SHUTDOWN")).isEqualTo("+OK\r\n");

        assertThat(client.shutdown.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(client.channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "STATUS now => syntax error at 'now'; usage: STATUS",
                "MIGRATE => wrong number of arguments for 'migrate' command; usage: MIGRATE START [REPLACE] | STOP",
                "MIGRATE PAUSE => syntax error at 'PAUSE'; usage: MIGRATE START [REPLACE] | STOP",
                "MIGRATE STOP REPLACE => syntax error at 'REPLACE'; usage: MIGRATE START [REPLACE] | STOP",
                "CUTOVER MAXPAUSE => wrong number of arguments for 'cutover' command; usage:"
                        + " CUTOVER [DRYRUN] [MAXPAUSE ms] [MAXLAG bytes]",
                "CUTOVER MAXPAUSE 0 => MAXPAUSE must be a whole number from 1 to 600000, not '0'",
                "CUTOVER MAXPAUSE 1s => MAXPAUSE must be a whole number from 1 to 600000, not '1s'",
                "CUTOVER MAXLAG -1 => MAXLAG must be a whole number from 0 to 9223372036854775807, not '-1'",
                "ROLLBACK DRYRUN => syntax error at 'DRYRUN'; usage: ROLLBACK [MAXPAUSE ms] [MAXLAG bytes]",
                "EVENTS 0 => count must be a whole number from 1 to 10000, not '0'",
                "SHUTDOWN NOSAVE => syntax error at 'NOSAVE'; usage: SHUTDOWN",
                "SLUICE => wrong number of arguments for 'sluice' command; usage: SLUICE HELP",
            })
    void shouldSayWhatIsAllowedWhenArgumentsAreWrong(String command, String error) {
        assertThat(client.send(command)).isEqualTo("-ERR " + error + "\r\n");
        assertThat(migration.asked).isEmpty();
    }

    @Test
    void shouldNameEveryVerbWhenOneIsUnknown() {
        assertThat(client.send("GET k"))
                .isEqualTo(
                        "-ERR unknown command 'GET'; allowed are STATUS, PREFLIGHT, MIGRATE, CUTOVER, ABORT, ROLLBACK,"
                                + " FINALIZE, CLIENTS, EVENTS, SHUTDOWN, HELP, PING, INFO, AUTH, HELLO, QUIT\r\n");
    }
}

package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.ScriptedMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String NOAUTH = "-NOAUTH Authentication required.\r\n";
    private static final String WRONGPASS = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";

    private final ScriptedMigration migration = new ScriptedMigration();
    private final ControlClient client = new ControlClient(migration, "opsecret", "rosecret");

    @ParameterizedTest
    @ValueSource(strings = {"PING", "STATUS", "CUTOVER", "COMMAND DOCS", "CLIENT ID", "SHUTDOWN", "HELP", "nonsense"})
    void shouldAskForAPassword(String command) {
        assertThat(client.send(command)).isEqualTo(NOAUTH);
        assertThat(migration.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH opsecret", "AUTH default opsecret", "AUTH operator opsecret", "auth rosecret"})
    void shouldLetARightPasswordIn(String command) {
        assertThat(client.send(command)).isEqualTo("+OK\r\n");
        assertThat(client.send("PING")).isEqualTo("+PONG\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH wrong",
                "AUTH opsecre",
                "AUTH operator rosecret",
                "AUTH readonly opsecret",
                "AUTH nobody opsecret",
                "AUTH admin opsecret",
                "HELLO 3 AUTH operator wrong"
            })
    void shouldRefuseAWrongPassword(String command) {
        assertThat(client.send(command)).isEqualTo(WRONGPASS);
        assertThat(client.send("PING")).isEqualTo(NOAUTH);
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void shouldKeepTheReadOnlyRoleFromWhatChanges(Verb verb) {
        client.send("AUTH readonly rosecret");

        String reply = client.send(verb.name());

        String refusal = "-NOPERM User readonly has no permissions to run the '%s' command\r\n"
                .formatted(verb.name().toLowerCase(java.util.Locale.ROOT));
        if (verb.needs() == Role.OPERATOR) {
            assertThat(reply).isEqualTo(refusal);
        } else {
            assertThat(reply).isNotEmpty().doesNotContain("NOPERM");
        }
        assertThat(migration.asked).isSubsetOf("status", "preflight", "events");
    }

    @Test
    void shouldGiveTheOperatorEveryVerb() {
        client.send("AUTH opsecret");

        assertThat(client.send("ABORT")).isEqualTo("+OK\r\n");
    }

    @Test
    void shouldAuthenticateWithHello() {
        assertThat(client.send("HELLO 3"))
                .startsWith("-NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO");
        assertThat(client.send("HELLO 3 AUTH default opsecret SETNAME ops"))
                .startsWith(
                        "%7\r\n$6\r\nserver\r\n$6\r\nsluice\r\n$7\r\nversion\r\n$5\r\n1.2.3\r\n$5\r\nproto\r\n:3\r\n");
        assertThat(client.send("CLIENT GETNAME")).isEqualTo("$3\r\nops\r\n");
    }

    @Test
    void shouldLimitWhatComesBeforeAuthentication() {
        assertThat(client.sendRaw("*11\r\n")).isEqualTo("-ERR Protocol error: unauthenticated multibulk length\r\n");
        assertThat(client.channel.isOpen()).isFalse();
    }

    @Test
    void shouldLimitBulksBeforeAuthentication() {
        assertThat(client.sendRaw("*2\r\n$4\r\nAUTH\r\n$4097\r\n"))
                .isEqualTo("-ERR Protocol error: unauthenticated bulk length\r\n");
    }

    @Test
    void shouldLiftThoseLimitsAfterIt() {
        client.send("AUTH opsecret");

        assertThat(client.send("PING a b c d e f g h i j k")).startsWith("-ERR wrong number of arguments for 'ping'");
    }

    @Test
    void shouldNotRepeatAPasswordInAnError() {
        assertThat(client.send("AUTH one two three")).doesNotContain("three").startsWith("-ERR wrong number");
    }

    @Test
    void shouldTakeAnyPasswordForAUserWhereNoneIsSetButSaySoToAPlainAuth() {
        ControlClient open = new ControlClient(migration);

        assertThat(open.send("AUTH anything"))
                .startsWith("-ERR AUTH <password> called without any password configured for the default user.");
        assertThat(open.send("HELLO 3 AUTH default anything")).startsWith("%7");
        assertThat(open.send("ABORT")).isEqualTo("+OK\r\n");
    }
}

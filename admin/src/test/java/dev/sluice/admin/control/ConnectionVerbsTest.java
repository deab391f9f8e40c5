package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.testkit.ScriptedMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionVerbsTest {
    private final ControlClient client = new ControlClient(new ScriptedMigration());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PING | +PONG",
                "ping hi | $2;hi",
                "SELECT 0 | +OK",
                "SELECT 1 | -ERR DB index is out of range",
                "CLIENT SETINFO LIB-NAME jedis | +OK",
                "CLIENT SETNAME me | +OK",
                "CLIENT SETNAME m\u00e9 | -ERR Client names cannot contain spaces, newlines or special characters.",
                "CLIENT GETNAME | $-1",
                "CLIENT ID | :1",
                "COMMAND | *0",
                "COMMAND DOCS | *0",
                "COMMAND COUNT | :0",
                "HELLO 4 | -NOPROTO unsupported protocol version",
                "HELLO x | -ERR Protocol version is not an integer or out of range",
                "HELLO 3 SETNAME | -ERR Syntax error in HELLO option 'SETNAME'",
                "HELLO 2 AUTH me | -ERR Syntax error in HELLO option 'AUTH'",
            })
    void shouldAnswerAsAServerWould(String command, String reply) {
        assertThat(client.send(command)).isEqualTo(reply.replace(";", "\r\n") + "\r\n");
    }

    @Test
    void shouldSwitchBetweenRespVersions() {
        assertThat(client.send("HELLO")).startsWith("*14\r\n").contains("$5\r\nproto\r\n:2\r\n");
        assertThat(client.send("HELLO 3")).startsWith("%7\r\n").contains("$5\r\nproto\r\n:3\r\n");
        assertThat(client.send("COMMAND DOCS")).isEqualTo("%0\r\n");
        assertThat(client.send("CLIENT GETNAME")).isEqualTo("_\r\n");
        assertThat(client.send("HELLO 2")).startsWith("*14\r\n");
        assertThat(client.send("COMMAND DOCS")).isEqualTo("*0\r\n");
    }

    @Test
    void shouldGiveInfoAsText() {
        String text = "# Sluice\r\nsluice_version:1.2.3\r\nstate:READY\r\nactive:source\r\nepoch:3\r\nlag:1024\r\n";

        assertThat(client.send("INFO server")).isEqualTo("$" + text.length() + "\r\n" + text + "\r\n");
        client.send("HELLO 3");
        assertThat(client.send("INFO")).isEqualTo("=" + (text.length() + 4) + "\r\ntxt:" + text + "\r\n");
    }

    @Test
    void shouldHelpUnderTwoNames() {
        String help = client.send("HELP");

        assertThat(help).contains("CUTOVER [DRYRUN] [MAXPAUSE ms] [MAXLAG bytes]", "(operator)");
        assertThat(client.send("SLUICE HELP")).isEqualTo(help);
    }

    @Test
    void shouldCloseOnQuit() {
        assertThat(client.send("QUIT")).isEqualTo("+OK\r\n");
        assertThat(client.channel.isOpen()).isFalse();
    }
}

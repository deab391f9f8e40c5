package dev.sluice.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.admin.cli.ClientCommands;
import dev.sluice.admin.cli.ExitCode;
import dev.sluice.admin.cli.Terminal;
import dev.sluice.it.Servers;
import dev.sluice.it.cutover.Rig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import redis.clients.jedis.Jedis;

/** What an operator is told of the clients, against a running Sluice. */
class ClientsIT {
    @Command(name = "sluice")
    private static final class Root {}

    @Test
    void shouldTellOfEveryClientAndWhyItHasALaneOfItsOwn() throws Exception {
        try (Rig rig = Rig.of(Servers.valkey80(), Servers.valkey80()).start();
                Jedis plain = client(rig);
                Jedis busy = client(rig)) {
            plain.clientSetname("plain");
            plain.select(3);
            // A lane for this database is looked for when there is something to send on it.
            plain.get("k");
            busy.clientSetname("busy");
            busy.watch("k");

            JsonNode answer = new ObjectMapper().readTree(ask(rig, "clients --json"));

            assertThat(answer.get("total").asInt()).isEqualTo(2);
            JsonNode first = answer.at("/clients/0");
            assertThat(first.get("name").asText()).isEqualTo("busy");
            assertThat(first.get("id").asLong()).isEqualTo(busy.clientId());
            assertThat(first.get("pinned").asText()).isEqualTo("transaction");
            JsonNode second = answer.at("/clients/1");
            assertThat(second.get("lane").asText()).isEqualTo("shared");
            assertThat(second.get("db").asInt()).isEqualTo(3);
            assertThat(second.get("pinned").isNull()).isTrue();
            assertThat(ask(rig, "clients --pinned")).contains("busy").doesNotContain("plain");
        }
    }

    private static Jedis client(Rig rig) {
        return new Jedis("127.0.0.1", rig.clients().port(), (int) Rig.PATIENCE.toMillis());
    }

    private static String ask(Rig rig, String verb) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Root());
        ClientCommands.all(new Terminal(print, print, true, Map.of())).forEach(line::addSubcommand);
        assertThat(line.execute(
                        (verb + " --control 127.0.0.1:" + rig.controlEndpoint().port()).split(" ")))
                .isEqualTo(ExitCode.OK);
        return out.toString(StandardCharsets.UTF_8);
    }
}

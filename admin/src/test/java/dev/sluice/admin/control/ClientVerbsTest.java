package dev.sluice.admin.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.clients.ClientRow;
import dev.sluice.admin.testkit.Samples;
import dev.sluice.admin.testkit.ScriptedMigration;
import dev.sluice.admin.view.ClientsView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientVerbsTest {
    private final ControlClient client = new ControlClient(new ScriptedMigration());

    @Test
    void shouldTellOfPinnedClientsAsAMap() {
        client.clients.removeIf(row -> !"transaction".equals(row.pinned()));
        client.send("HELLO 3");

        assertThat(client.send("CLIENTS"))
                .isEqualTo(ControlClient.wire("%5~$7~clients~*1~%11~$2~id~:1099511627778~$7~address~$20~"
                        + "[2001:db8::17]:40002~$4~name~$0~~$4~user~$7~default~$2~db~:0~$4~resp~:2~$4~lane~$3~own~"
                        + "$6~pinned~$11~transaction~$11~outstanding~:0~$3~age~:720~$4~idle~:7~"
                        + "$4~more~:0~$5~total~:1~$5~lanes~%1~$3~own~:1~$6~pinned~%1~$11~transaction~:1~"));
    }

    @Test
    void shouldTellNothingOfNobodyInResp2() {
        client.clients.clear();

        assertThat(client.send("clients"))
                .isEqualTo(ControlClient.wire("*10~$7~clients~*0~$4~more~:0~$5~total~:0~$5~lanes~*0~$6~pinned~*0~"));
    }

    @Test
    void shouldListThePinnedFirstThenTheOldest() {
        assertThat(ids(ClientsView.of(client.clients, false, 3, Samples.NOW_MILLIS)))
                .containsExactly((1L << 40) + 3, (1L << 40) + 2, (1L << 40) + 1);
        assertThat(ids(ClientsView.of(client.clients, true, 1, Samples.NOW_MILLIS)))
                .containsExactly((1L << 40) + 3);
    }

    @Test
    void shouldCountThoseThatAreNotListedToo() {
        client.clients.add(new ClientRow(9, "10.1.2.3:9", "", "default", 0, 2, "own", "transaction", 0, 0, 0));
        Map<String, Object> view = ClientsView.of(client.clients, true, 1, Samples.NOW_MILLIS);

        assertThat(view).containsEntry("more", 2).containsEntry("total", 5);
        assertThat(view.get("lanes")).hasToString("{own=3, shared=2}");
        assertThat(view.get("pinned")).hasToString("{transaction=2, blocked=1}");
    }

    @Test
    void shouldTakeItsOptionsInAnyOrder() {
        assertThat(client.send("CLIENTS PINNED LIMIT 1")).isEqualTo(client.send("clients limit 1 pinned"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "CLIENTS ALL => syntax error at 'ALL'; usage: CLIENTS [PINNED] [LIMIT n]",
                "CLIENTS LIMIT => wrong number of arguments for 'clients' command; usage: CLIENTS [PINNED] [LIMIT n]",
                "CLIENTS LIMIT 0 => LIMIT must be a whole number from 1 to 10000, not '0'",
            })
    void shouldSayWhatIsAllowedWhenArgumentsAreWrong(String command, String error) {
        assertThat(client.send(command)).isEqualTo("-ERR " + error + "\r\n");
    }

    private static List<Object> ids(Map<String, Object> view) {
        return ((List<?>) view.getOrDefault("clients", List.of()))
                .stream().map(row -> (Object) ((Map<?, ?>) row).get("id")).toList();
    }
}

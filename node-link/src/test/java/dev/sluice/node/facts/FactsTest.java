package dev.sluice.node.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.resp.RespValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    @Test
    void shouldTakeValkeysOwnVersion() {
        Map<String, String> valkey = Map.of("redis_version", "7.2.4", "valkey_version", "8.0.1");
        Map<String, String> redis = Map.of("redis_version", "6.2.7");

        assertThat(InfoFacts.family(valkey)).isEqualTo("valkey");
        assertThat(InfoFacts.version(valkey)).isEqualTo("8.0.1");
        assertThat(InfoFacts.family(redis)).isEqualTo("redis");
        assertThat(InfoFacts.version(redis)).isEqualTo("6.2.7");
    }

    @Test
    void shouldCountKeysByDatabase() {
        Map<String, String> info = Map.of(
                "db0",
                "keys=5,expires=1,avg_ttl=10",
                "db15",
                "keys=7,expires=0,avg_ttl=0",
                "dbs",
                "keys=9",
                "role",
                "master");

        assertThat(InfoFacts.keysByDatabase(info)).containsExactly(Map.entry(0, 5L), Map.entry(15, 7L));
    }

    @Test
    void shouldTellUsersAndNamesOfOtherClients() {
        ClientList list = ClientList.parse("""
                id=3 addr=127.0.0.1:1 name= user=default
                id=4 addr=127.0.0.1:2 name=worker user=app
                id=5 addr=127.0.0.1:3 name=worker user=app
                id=6 addr=127.0.0.1:4 name=sluice-control user=sluice
                """, 6);

        assertThat(list.distinct("user")).containsExactly("app", "default");
        assertThat(list.distinct("name")).containsExactly("worker");
    }

    @Test
    void shouldTellEnabledUsersAndNothingOfTheirPasswords() {
        RespValue list = new RespValue.Array(List.of(
                RespValue.Bulk.of("user default on nopass ~* &* +@all"),
                RespValue.Bulk.of("user app on #5e884898da28 ~app:* +@read"),
                RespValue.Bulk.of("user gone off #5e884898da28 ~* +@all")));

        assertThat(AclUsers.enabled(list)).containsExactly("app", "default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | NOPERM this user has no permissions to run the 'replicaof' command or its subcommand",
                "true | ERR unknown command `REPLICAOF`, with args beginning with: `127.0.0.1`",
                "true | ERR unknown command 'CONFIG', with args beginning with: 'SET'",
                "true | ERR REPLICAOF not allowed in cluster mode.",
                "true | ERR Command 'psync' not found",
                "true | ERR Unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.",
                "false | ERR Invalid master port",
                "false | ERR Unsupported CONFIG parameter: no-such-parameter",
                "false | ERR Unknown option or number of arguments for CONFIG SET - 'no-such-parameter'",
                "false | ERR timeout is not an integer or out of range",
                "false | ERR Command not allowed inside a transaction"
            })
    void shouldTellARefusedCommandFromRefusedArguments(boolean refused, String error) {
        assertThat(RefusedCommands.isRefusal(error)).isEqualTo(refused);
    }
}

package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.session.LaneRig.Client;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change who a session is, and so which lanes it may share. */
class SharedLoginTest {
    private final LaneRig rig = new LaneRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 3", "AUTH app secret", "HELLO 3", "HELLO 3 AUTH app secret SETNAME n"})
    void shouldMakeALaneAndThenSendTheSameToIt(String login) {
        List<Client> two = rig.sharing(2);
        two.get(0).send("GET a", login, "GET b");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
        rig.lane(0).answer("$-1\r\n");
        assertThat(two.get(0).place()).isEqualTo("login");
        assertThat(rig.lane(1).sent()).startsWith(command(login));
        rig.lane(1).answer("+OK\r\n");
        rig.lane(1).sent();
        rig.lane(1).answer("$1\r\nb\r\n");
        assertThat(two.get(0).received()).isEqualTo("$-1\r\n+OK\r\n$1\r\nb\r\n");

        two.get(1).send(login, "GET c");

        assertThat(rig.dialled()).as("the lane that has that state already").isEqualTo(2);
        assertThat(rig.lane(1).sent()).isEqualTo(command(login));
        assertThat(two.get(1).place()).isEqualTo("shared");
        rig.lane(1).answer("+OK\r\n");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET c"));
        two.get(0).send("GET d");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET d"));
        rig.lane(1).answer("$1\r\nc\r\n$1\r\nd\r\n");
        assertThat(two.get(1).received()).isEqualTo("+OK\r\n$1\r\nc\r\n");
        assertThat(two.get(0).received()).isEqualTo("$1\r\nd\r\n");
    }

    @Test
    void shouldMakeOneLaneWhenManyLogInAtOnce() {
        List<Client> three = rig.sharing(3);
        three.forEach(client -> client.send("SELECT 3", "GET a"));
        rig.endTurn();

        assertThat(rig.dialled()).isEqualTo(2);
        assertThat(rig.lane(1).sent()).startsWith(command("SELECT 3"));
        rig.lane(1).answer("+OK\r\n");
        rig.lane(1).sent();
        rig.lane(1).answer("$1\r\na\r\n");
        assertThat(three.get(0).received()).isEqualTo("+OK\r\n$1\r\na\r\n");

        assertThat(rig.lane(1).sent()).isEqualTo(commands("SELECT 3", "SELECT 3"));
        rig.lane(1).answer("+OK\r\n+OK\r\n");
        assertThat(rig.lane(1).sent()).isEqualTo(commands("GET a", "GET a"));
        rig.lane(1).answer("$1\r\na\r\n$1\r\na\r\n");
        assertThat(three).allSatisfy(client -> client.received());
        assertThat(rig.dialled()).isEqualTo(2);
        assertThat(rig.pins("login")).isEqualTo(1);
    }

    @Test
    void shouldLetTheNextOneTryWhenTheFirstLeaves() {
        List<Client> two = rig.sharing(2);
        rig.lanes.manual();
        two.forEach(client -> client.send("SELECT 3"));
        assertThat(rig.dialled()).isEqualTo(2);

        two.get(0).socket.close();
        rig.endTurn();

        assertThat(rig.dialled()).isEqualTo(3);
        rig.lane(2).succeed();
        assertThat(rig.lane(2).sent()).isEqualTo(command("SELECT 3"));
        rig.lane(1).succeed();
        assertThat(rig.lane(1).channel.isOpen()).isFalse();
    }

    @Test
    void shouldLetTheNextOneTryWhenTheFirstIsRefused() {
        List<Client> two = rig.sharing(2);
        two.forEach(client -> client.send("AUTH app wrong"));
        assertThat(rig.lane(1).sent()).isEqualTo(command("AUTH app wrong"));

        rig.lane(1).answer("-WRONGPASS no\r\n");

        assertThat(two.get(0).received()).isEqualTo("-WRONGPASS no\r\n");
        assertThat(rig.lastLane().sent()).isEqualTo(command("AUTH app wrong"));
        rig.lastLane().answer("-WRONGPASS no\r\n");
        assertThat(two.get(1).received()).isEqualTo("-WRONGPASS no\r\n");
        two.forEach(client -> client.send("GET a"));
        assertThat(rig.lane(0).sent()).isEqualTo(commands("GET a", "GET a"));
    }

    @Test
    void shouldSendWhatIsBehindARefusedSelectToTheOldDatabase() {
        List<Client> two = rig.sharing(2);
        two.get(0).send("SELECT 3");
        rig.lane(1).sent();
        rig.lane(1).answer("+OK\r\n");

        // There is a lane to database 3, and SELECT is refused on it all the same.
        two.get(1).send("SELECT 3", "SET a 1");
        assertThat(rig.lane(1).sent()).isEqualTo(command("SELECT 3"));
        rig.lane(1).answer("-NOPERM no\r\n");

        assertThat(rig.lane(1).sent()).isEmpty();
        assertThat(rig.lane(0).sent()).isEqualTo(command("SET a 1"));
        assertThat(two.get(1).session.context().db()).isZero();
    }

    @Test
    void shouldStayWhereItIsWhenItsOwnLaneRefuses() {
        List<Client> two = rig.sharing(2);
        two.get(0).send("SELECT 99", "SET a 1", "SELECT 4", "SET b 1");
        assertThat(rig.lane(1).sent()).isEqualTo(commands("SELECT 99", "SET a 1", "SELECT 4", "SET b 1"));
        rig.lane(1).answer("-ERR DB index is out of range\r\n+OK\r\n+OK\r\n+OK\r\n");

        assertThat(two.get(0).session.context().db()).isEqualTo(4);
    }

    @Test
    void shouldBeAnybodyAgainAfterReset() {
        List<Client> two = rig.sharing(2);
        two.get(0).send("AUTH app secret");
        rig.lane(1).sent();
        rig.lane(1).answer("+OK\r\n");
        two.get(0).send("RESET", "GET a");

        assertThat(rig.lane(1).sent()).isEmpty();
        assertThat(rig.lane(0).sent()).isEqualTo(command("RESET"));
        rig.lane(0).answer("+RESET\r\n");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
        assertThat(two.get(0).session.context().credentials()).isNull();
    }

    @Test
    void shouldNotShareALaneAfterAResetOnIt() {
        Client client = rig.connect();
        client.send("AUTH app secret");
        client.send("MULTI", "RESET");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n+RESET\r\n");

        client.send("GET a");

        assertThat(rig.lane(0).sent()).as("it may want a password now").isEmpty();
        assertThat(rig.lastLane().steps).containsExactly("PING");
        assertThat(rig.lastLane().sent()).isEqualTo(command("GET a"));
    }

    @Test
    void shouldNotShareALaneOfWhichItIsNotKnownWhetherTheNodeServesIt() {
        Client client = rig.connect();
        client.send("BLPOP q 0");
        rig.lane(0).sent();
        rig.lane(0).answer("-NOAUTH Authentication required.\r\n");

        client.send("GET a");

        assertThat(rig.lane(0).sent()).isEmpty();
        assertThat(rig.lane(1).steps).containsExactly("PING");
        assertThat(rig.open("spare")).isEqualTo(1);
    }

    /** A node closes a connection on which somebody who has not authenticated sends more arguments. */
    @Test
    void shouldKeepTheFirstCommandOfAnUnauthenticatedClientOffTheLaneOfOthersWhenItIsTooMuch() {
        rig.lanes.manual();
        String many = "DEL 1 2 3 4 5 6 7 8 9 10";
        List<Client> two = List.of(rig.connect(), rig.connect());
        two.get(0).send(many);
        rig.lane(0).succeedUnauthenticated();
        rig.endTurn();
        two.get(1).send(many);

        assertThat(rig.lane(0).sent()).isEmpty();
        assertThat(rig.dialled()).isEqualTo(3);
        rig.lane(1).succeed();
        rig.endTurn();
        assertThat(rig.lane(1).sent()).isEqualTo(command(many));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "HELLO 3 BOGUS", "AUTH a b c"})
    void shouldNeverShareALaneThatWasToldWhatCouldNotBeFollowed(String odd) {
        List<Client> two = rig.sharing(2);
        two.get(0).send(odd);
        rig.lane(1).sent();
        rig.lane(1).answer("-ERR syntax error\r\n");
        assertThat(two.get(0).received()).isEqualTo("-ERR syntax error\r\n");
        two.get(0).send("GET a");

        assertThat(rig.lane(1).channel.isOpen()).isFalse();
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
    }

    @Test
    void shouldKeepThoseApartWhoseCredentialsDiffer() {
        List<Client> four = rig.sharing(4);
        String[] logins = {"AUTH a x", "AUTH a y", "AUTH b x", "AUTH x"};
        for (int i = 0; i < 4; i++) {
            four.get(i).send(logins[i]);
            assertThat(rig.dialled()).isEqualTo(i + 2);
            rig.lastLane().sent();
            rig.lastLane().answer("+OK\r\n");
        }
        for (int i = 0; i < 4; i++) {
            four.get(i).send("GET " + i);
            assertThat(rig.lane(i + 1).sent()).isEqualTo(command("GET " + i));
        }
    }

    @Test
    void shouldForgetWhatCameToNothing() {
        Client client = rig.sharing(1).get(0);
        for (int db = 20; db < 40; db++) {
            client.send("SELECT " + db);
            rig.lastLane().sent();
            rig.lastLane().answer("-ERR DB index is out of range\r\n");
        }
        assertThat(rig.owner.pool.size()).isEqualTo(1);
    }
}

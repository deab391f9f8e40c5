package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.session.LaneRig.Client;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WAIT speaks of the writes of one connection, and must never claim more for a session than is true. */
class WriteCoverTest {
    private static final String COVER = "*3\r\n$7\r\nPUBLISH\r\n$13\r\n__sluice:wait\r\n$0\r\n\r\n";
    private static final String NO_COVER =
            "-ERR sluice: how many have the writes of this session cannot be told, because"
                    + " PUBLISH to __sluice:wait is refused: allow the user +publish and that channel\r\n";

    private final LaneRig rig = new LaneRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** The client pops something on a lane of its own, which is lane 1 then. */
    private void pop(Client client) {
        client.send("BLPOP q 0");
        rig.lane(1).sent();
        rig.lane(1).answer("*2\r\n$1\r\nq\r\n$1\r\nv\r\n");
        client.received();
    }

    @Test
    void shouldTakeOverTheLaneThatCarriedTheWrite() {
        List<Client> two = rig.sharing(2);
        two.get(1).send("GET b");
        two.get(0).send("SET a 1", "WAIT 1 0");

        assertThat(two.get(0).place()).isEqualTo("wait");
        assertThat(rig.lane(0).sent()).isEqualTo(commands("GET b", "SET a 1", "WAIT 1 0"));
        two.get(1).send("GET c");
        assertThat(rig.dialled()).as("its replies come first").isEqualTo(1);
        rig.lane(0).answer("$-1\r\n+OK\r\n");
        rig.endTurn();
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET c"));
        rig.lane(1).answer("$-1\r\n");
        assertThat(two.get(1).received()).isEqualTo("$-1\r\n$-1\r\n");

        rig.lane(0).answer(":1\r\n");
        assertThat(two.get(0).received()).isEqualTo("+OK\r\n:1\r\n");
        two.get(0).send("SET a 2", "WAITAOF 1 0 0");
        assertThat(rig.lane(0).sent())
                .as("it keeps the lane for a while")
                .isEqualTo(commands("SET a 2", "WAITAOF 1 0 0"));
    }

    @Test
    void shouldNotCoverWhenTheSessionNeverWrote() {
        Client client = rig.sharing(1).get(0);

        client.send("WAIT 0 0");

        assertThat(rig.lane(1).sent()).isEqualTo(command("WAIT 0 0"));
    }

    @Test
    void shouldCoverWritesOfSeveralLanes() {
        Client client = rig.sharing(1).get(0);
        pop(client);
        client.send("SET a 1");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n");
        client.received();

        client.send("WAIT 1 0");

        assertThat(rig.lastLane().sent()).isEqualTo(COVER + command("WAIT 1 0"));
        rig.lastLane().answer(":0\r\n:1\r\n");
        assertThat(client.received()).isEqualTo(":1\r\n");
        client.send("SET a 2", "WAIT 1 0");
        assertThat(rig.lastLane().sent()).as("all of it is covered now").isEqualTo(commands("SET a 2", "WAIT 1 0"));
    }

    @Test
    void shouldCoverEvenBehindAWriteThatCameToNothing() {
        Client client = rig.sharing(1).get(0);
        client.send("SET a 1");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n");
        client.send("MULTI", "SET b 1", "DISCARD");
        rig.lane(1).sent();
        rig.lane(1).answer("+OK\r\n+QUEUED\r\n+OK\r\n");

        client.send("WAIT 1 0");

        assertThat(rig.lane(1).sent()).isEqualTo(COVER + command("WAIT 1 0"));
    }

    @Test
    void shouldAnswerAnErrorWhenTheCoveringWriteIsRefused() {
        Client client = rig.sharing(1).get(0);
        pop(client);
        client.send("SET a 1");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n");
        client.received();

        client.send("WAIT 1 0", "GET a", "WAITAOF 1 0 0");
        assertThat(rig.lane(1).sent()).isEqualTo(COVER + command("WAIT 1 0"));
        rig.lane(1).answer("-NOPERM no\r\n:1\r");
        rig.lane(1).answer("\n");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET a") + COVER + command("WAITAOF 1 0 0"));
        rig.lane(1).answer("$-1\r\n-NOPERM no\r\n*2\r\n:1\r\n:1\r\n");

        assertThat(client.received()).isEqualTo(NO_COVER + "$-1\r\n" + NO_COVER);
        client.send("WAIT 1 0");
        assertThat(rig.lane(1).sent()).as("the next one tries again").isEqualTo(COVER + command("WAIT 1 0"));
        rig.lane(1).answer("-NOPERM no\r\n:1\r\n");
        assertThat(client.received()).isEqualTo(NO_COVER);
    }

    @Test
    void shouldCoverAfterASwitch() {
        Client client = rig.sharing(1).get(0);
        client.send("SET a 1");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n");
        client.received();
        rig.hold(HoldLevel.ALL);
        rig.switchTo(NodeRole.TARGET);
        rig.resume();

        client.send("WAIT 1 0");

        assertThat(rig.lastLane().node).isEqualTo(NodeRole.TARGET);
        assertThat(rig.lastLane().sent()).isEqualTo(COVER + command("WAIT 1 0"));
    }

    @Test
    void shouldRefuseInsideATransactionWhatItCannotCover() {
        Client client = rig.sharing(1).get(0);
        client.send("SET a 1", "MULTI", "WAIT 1 0", "EXEC");
        rig.lane(0).sent();
        rig.lane(0).answer("+OK\r\n");
        rig.endTurn();
        assertThat(rig.lane(1).sent()).isEqualTo(command("MULTI"));
        rig.lane(1).answer("+OK\r\n");

        assertThat(rig.lane(1).sent())
                .doesNotContain("PUBLISH")
                .doesNotContain("WAIT")
                .endsWith(command("EXEC"));
        rig.lane(1).answer("-ERR unknown\r\n-EXECABORT because\r\n");
        assertThat(client.received())
                .isEqualTo("+OK\r\n+OK\r\n-ERR sluice: WAIT inside MULTI is not allowed through Sluice\r\n"
                        + "-EXECABORT because\r\n");
    }
}

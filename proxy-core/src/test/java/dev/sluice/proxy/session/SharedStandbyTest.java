package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.session.LaneRig.Client;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What sessions that share lanes have ready at the node that they may be switched to. */
class SharedStandbyTest {
    private final LaneRig rig = new LaneRig();
    private final List<Client> three = rig.sharing(3);

    @AfterEach
    void close() {
        rig.close();
    }

    private void prepare() {
        rig.owner.prepared = NodeRole.TARGET;
        rig.owner.pool.keep(NodeRole.TARGET);
        three.forEach(client -> client.session.prepare(NodeRole.TARGET));
        rig.endTurn();
    }

    private void assertReady(boolean ready) {
        assertThat(three)
                .allSatisfy(
                        client -> assertThat(client.session.isStandbyReady()).isEqualTo(ready));
    }

    @Test
    void shouldHaveOneLaneReadyForAllOfAKey() {
        prepare();

        assertThat(rig.dialled()).isEqualTo(2);
        assertThat(rig.lane(1).node).isEqualTo(NodeRole.TARGET);
        assertReady(true);
    }

    @Test
    void shouldHaveALaneReadyForEachKey() {
        three.get(0).send("SELECT 3");
        rig.lane(1).sent();
        rig.lane(1).answer("+OK\r\n");
        prepare();
        assertThat(rig.dialled()).isEqualTo(4);
        assertReady(true);

        three.get(1).send("SELECT 4");
        assertThat(rig.lane(4).sent()).isEqualTo(command("SELECT 4"));
        rig.lanes.manual();
        rig.lane(4).answer("+OK\r\n");

        assertThat(three.get(1).session.isStandbyReady()).isFalse();
        assertThat(rig.lastLane().node).isEqualTo(NodeRole.TARGET);
        assertThat(rig.lastLane().steps).containsExactly("PING", "SELECT");
        rig.lastLane().succeed();
        rig.endTurn();
        assertReady(true);
    }

    @Test
    void shouldHaveAnOwnLaneReadyForWhoeverIsPinned() {
        prepare();
        rig.lanes.manual();
        three.get(0).send("WATCH k");
        rig.lane(2).succeed();
        rig.lane(2).sent();
        rig.lane(2).answer("+OK\r\n");

        assertThat(three.get(0).session.isStandbyReady()).isFalse();
        rig.lastLane().succeed();
        rig.endTurn();
        assertThat(three.get(0).session.isStandbyReady()).isTrue();
        assertThat(rig.lastLane().node).isEqualTo(NodeRole.TARGET);

        three.get(0).send("UNWATCH");
        rig.lane(2).answer("+OK\r\n");
        assertThat(three.get(0).session.isStandbyReady()).isTrue();
        assertThat(rig.lastLane().channel.isOpen())
                .as("for the next transaction")
                .isTrue();
        three.get(0).session.discardStandby();
        assertThat(rig.lastLane().channel.isOpen()).isFalse();
    }

    @Test
    void shouldDialASharedLaneAgainThatWasLost() {
        prepare();
        rig.lane(1).close();
        rig.endTurn();

        assertThat(rig.dialled()).isEqualTo(3);
        assertReady(true);
        assertThat(rig.owner.standbyFailures).isEmpty();
    }

    @Test
    void shouldKeepAPreparedLaneThatNobodyUsesYet() {
        prepare();

        rig.pass(60_000);

        assertReady(true);
        assertThat(rig.dialled()).isEqualTo(2);
        assertThat(rig.lane(1).channel.isOpen()).isTrue();
    }

    @Test
    void shouldSayWhyALaneCannotBeHad() {
        rig.lanes.manual();
        prepare();
        rig.lane(1).fail("AUTH: WRONGPASS");

        assertReady(false);
        assertThat(rig.owner.standbyFailures).containsExactly("AUTH: WRONGPASS", "AUTH: WRONGPASS", "AUTH: WRONGPASS");
    }

    @Test
    void shouldNameTheRefusalOfANodeThatWantsAPassword() {
        rig.lanes.manual();
        prepare();
        rig.lane(1).succeedUnauthenticated();
        rig.endTurn();

        assertReady(false);
        assertThat(rig.owner.standbyFailures)
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).contains("NOAUTH"));
    }

    @Test
    void shouldMoveAllToTheLaneThatIsReady() {
        prepare();
        rig.hold(HoldLevel.ALL);
        three.get(0).send("SET a 1");
        three.get(1).send("SELECT 3", "SET b 1");
        assertThat(rig.lane(0).sent()).isEmpty();

        rig.switchTo(NodeRole.TARGET);
        rig.endTurn();
        assertThat(rig.lane(1).sent()).as("still held").isEmpty();
        assertThat(rig.lane(0).channel.isOpen()).isFalse();
        rig.resume();

        assertThat(rig.lane(1).sent()).isEqualTo(command("SET a 1"));
        rig.lane(1).answer("+OK\r\n");
        assertThat(three.get(0).received()).isEqualTo("+OK\r\n");
        assertThat(rig.lane(2).node).isEqualTo(NodeRole.TARGET);
        assertThat(rig.lane(2).sent()).isEqualTo(commands("SELECT 3", "SET b 1"));
        assertThat(three)
                .allSatisfy(client -> assertThat(client.socket.isOpen()).isTrue());
    }

    @Test
    void shouldSendWhatWaitedForALaneToTheNodeThatServesNow() {
        rig.lanes.manual();
        three.get(0).send("SELECT 3", "SET a 1");
        three.get(1).send("BLPOP q 0");
        assertThat(rig.dialled()).isEqualTo(3);
        rig.hold(HoldLevel.ALL);
        three.forEach(
                client -> assertThat(client.session.readiness().isDrained()).isTrue());

        rig.switchTo(NodeRole.TARGET);
        rig.resume();
        rig.lane(1).succeed();
        rig.lane(2).succeed();
        rig.endTurn();

        assertThat(rig.lane(1).channel.isOpen()).isFalse();
        assertThat(rig.lane(2).channel.isOpen()).isFalse();
        assertThat(rig.dialled()).isEqualTo(5);
        for (int lane = 3; lane < 5; lane++) {
            assertThat(rig.lane(lane).node).isEqualTo(NodeRole.TARGET);
            rig.lane(lane).succeed();
        }
        rig.endTurn();
        assertThat(rig.lane(3).sent()).isEqualTo(commands("SELECT 3", "SET a 1"));
        assertThat(rig.lane(4).sent()).isEqualTo(command("BLPOP q 0"));
    }

    @Test
    void shouldHoldWritesAndNotTheirReadsOnASharedLane() {
        rig.hold(HoldLevel.WRITES);
        three.get(0).send("GET a", "SET a 1", "GET b");
        three.get(1).send("GET c", "SELECT 3");

        assertThat(rig.lane(0).sent()).isEqualTo(commands("GET a", "GET c"));
        assertThat(rig.dialled()).isEqualTo(1);
        rig.resume();

        assertThat(rig.lane(0).sent()).isEqualTo(commands("SET a 1", "GET b"));
        rig.lane(0).answer("$-1\r\n$-1\r\n+OK\r\n$-1\r\n");
        assertThat(three.get(0).received()).isEqualTo("$-1\r\n+OK\r\n$-1\r\n");
        assertThat(rig.lane(1).sent()).isEqualTo(command("SELECT 3"));
    }
}

package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwitchTest {
    private final SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void prepare() {
        rig.owner.prepared = NodeRole.TARGET;
        rig.session.prepare(NodeRole.TARGET);
    }

    @Test
    void shouldMoveToTheSecondLaneAndSendThereWhatWasHeld() {
        final FakeLanes.Dial source = rig.lane();
        rig.hold(HoldLevel.ALL);
        rig.send("SET a 1");
        prepare();
        assertThat(rig.session.isStandbyReady()).isTrue();

        rig.owner.active = NodeRole.TARGET;
        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("held");

        FakeLanes.Dial target = rig.lane();
        assertThat(target.node).isEqualTo(NodeRole.TARGET);
        assertThat(source.channel.isOpen()).isFalse();
        assertThat(target.sent()).isEmpty();
        rig.resume();
        assertThat(target.sent()).isEqualTo(command("SET a 1"));
        target.answer("+OK\r\n");
        assertThat(rig.received()).isEqualTo("+OK\r\n");
        assertThat(rig.client.isOpen()).isTrue();
    }

    @Test
    void shouldReplayWhatTheNodeConfirmed() {
        rig.send(
                "HELLO 3 AUTH app secret SETNAME n",
                "SELECT 5",
                "SELECT 99",
                "CLIENT SETINFO lib-name x",
                "AUTH app wrong");
        rig.lane().answer("%1\r\n+proto\r\n:3\r\n+OK\r\n-ERR DB index is out of range\r\n+OK\r\n-WRONGPASS\r\n");

        prepare();

        assertThat(rig.lane().steps).containsExactly("HELLO", "SELECT", "CLIENT SETNAME", "CLIENT SETINFO LIB-NAME");
        assertThat(rig.session.context().db()).isEqualTo(5);
        assertThat(rig.session.context().credentials()).isNotNull();
        assertThat(rig.session.context().toString()).contains("app").doesNotContain("secret");
    }

    @Test
    void shouldKeepTheSecondLaneUpWithTheSession() {
        prepare();
        FakeLanes.Dial target = rig.lane();

        rig.send("SELECT 2");
        assertThat(rig.session.isStandbyReady()).isTrue();
        rig.lanes.dials.get(0).answer("+OK\r\n");

        assertThat(target.steps).containsExactly("SELECT");
        assertThat(rig.session.isStandbyReady()).isTrue();
        rig.send("CLIENT SETNAME me");
        rig.lanes.dials.get(0).answer("+OK\r\n");
        assertThat(target.channel.isOpen()).isFalse();
        assertThat(rig.lane().steps).containsExactly("SELECT", "CLIENT SETNAME");
        assertThat(rig.session.isStandbyReady()).isTrue();
    }

    @Test
    void shouldAskTheOtherNodeWhetherItServesAnUnauthenticatedSession() {
        rig.send("GET a");
        rig.lane().answer("$-1\r\n");

        prepare();

        assertThat(rig.lane().steps).containsExactly("PING");
    }

    @Test
    void shouldDialASecondLaneAgainThatTheNodeClosed() {
        prepare();
        rig.lane().close();

        assertThat(rig.lanes.dials).hasSize(3);
        assertThat(rig.session.isStandbyReady()).isTrue();
    }

    @Test
    void shouldGiveUpASecondLaneThatTheNodeKeepsClosing() {
        prepare();
        for (int i = 0; i < 4; i++) {
            rig.lane().close();
        }

        assertThat(rig.owner.standbyFailures).hasSize(1);
        assertThat(rig.session.isStandbyReady()).isFalse();
        assertThat(rig.client.isOpen()).isTrue();
    }

    @Test
    void shouldTellThatTheOtherNodeRefusesTheSession() {
        rig.lanes.manual();
        prepare();

        rig.lane().fail("AUTH: WRONGPASS");

        assertThat(rig.owner.standbyFailures).containsExactly("AUTH: WRONGPASS");
    }

    @Test
    void shouldDialAfterTheSwitchWhenThereIsNoSecondLane() {
        final FakeLanes.Dial source = rig.lane();
        rig.send("SELECT 3");
        rig.lane().answer("+OK\r\n");
        rig.received();
        rig.hold(HoldLevel.ALL);
        rig.send("SET a 1");
        rig.lanes.manual();
        rig.owner.active = NodeRole.TARGET;

        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("redialled");

        assertThat(source.channel.isOpen()).isFalse();
        rig.resume();
        assertThat(rig.session.readiness().isHolding()).isTrue();
        rig.lane().succeed();
        assertThat(rig.lane().steps).contains("SELECT");
        assertThat(rig.lane().sent()).isEqualTo(command("SET a 1"));
        assertThat(rig.session.readiness().isHolding()).isFalse();
    }

    @Test
    void shouldNotUseALaneToTheOldNodeThatCameUpAfterTheSwitch() {
        try (SessionRig late = new SessionRig(FakeLanes::manual)) {
            final FakeLanes.Dial source = late.lane();
            late.hold(HoldLevel.ALL);
            late.owner.active = NodeRole.TARGET;
            late.session.switchTo(NodeRole.TARGET);
            late.lane().succeed();

            source.succeed();

            late.resume();
            late.send("PING");
            assertThat(source.channel.isOpen()).isFalse();
            assertThat(late.lane().node).isEqualTo(NodeRole.TARGET);
            assertThat(late.lane().sent()).isEqualTo(command("PING"));
        }
    }

    @Test
    void shouldGiveANewSessionASecondLaneToo() {
        try (SessionRig other = new SessionRig(LaneMode.DEDICATED, lanes -> {}, NodeRole.TARGET)) {
            assertThat(other.lane().node).isEqualTo(NodeRole.TARGET);
            assertThat(other.session.isStandbyReady()).isTrue();
        }
    }
}

package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SubscribedSessionTest.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A subscribed session on its way to the other node hears everything once. */
class SubscriptionSwitchTest {
    private static final String PONG = "*2\r\n$4\r\npong\r\n$0\r\n\r\n";

    private SessionRig rig = new SessionRig();
    private FakeLanes.Dial source = rig.lane();
    private FakeLanes.Dial target = rig.lane();

    @AfterEach
    void close() {
        rig.close();
    }

    private void subscribe(LaneMode mode) {
        rig.close();
        rig = new SessionRig(mode, lanes -> {});
        rig.lanes.manual();
        rig.send("SUBSCRIBE a");
        source = rig.lane();
        if (mode == LaneMode.AUTO) {
            source.succeed();
        }
        rig.lanes.automatic();
        source.answer(frame(2, "subscribe a :1"));
        source.sent();
        rig.received();
        rig.owner.prepared = NodeRole.TARGET;
        rig.session.prepare(NodeRole.TARGET);
        target = rig.lane();
    }

    private void ready() {
        assertThat(target.sent()).isEqualTo(command("SUBSCRIBE a"));
        target.answer(frame(2, "subscribe a :1"));
        assertThat(rig.session.isStandbyReady()).isTrue();
    }

    private void settle() {
        rig.hold(HoldLevel.ALL);
        rig.session.settle();
        assertThat(source.sent()).isEqualTo(command("PING"));
        assertThat(target.sent()).isEqualTo(command("PING"));
    }

    private void switchOver() {
        rig.owner.active = NodeRole.TARGET;
        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("subscribed");
    }

    @ParameterizedTest
    @EnumSource(LaneMode.class)
    void shouldHearEverythingOnce(LaneMode mode) {
        subscribe(mode);
        assertThat(rig.session.isStandbyReady()).isFalse();
        ready();
        target.answer(frame(2, "message a 1"));
        source.answer(frame(2, "message a 1"));
        settle();
        target.answer(frame(2, "message a 2") + PONG + frame(2, "message a 3"));
        assertThat(rig.session.isSettled()).isTrue();
        assertThat(rig.session.readiness().isDrained()).isFalse();
        source.answer(frame(2, "message a 2") + PONG);
        assertThat(rig.session.readiness().isDrained()).isTrue();
        target.answer(frame(2, "message a 4"));
        assertThat(rig.received()).isEqualTo(frame(2, "message a 1") + frame(2, "message a 2"));

        switchOver();

        assertThat(rig.received()).isEqualTo(frame(2, "message a 3") + frame(2, "message a 4"));
        assertThat(source.channel.isOpen()).isFalse();
        rig.resume();
        target.answer(frame(2, "message a 5"));
        rig.send("UNSUBSCRIBE");
        target.answer(frame(2, "unsubscribe a :0"));
        assertThat(rig.received()).isEqualTo(frame(2, "message a 5") + frame(2, "unsubscribe a :0"));
        assertThat(target.sent()).isEqualTo(command("UNSUBSCRIBE"));
        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @Test
    void shouldDrawTheLineWhereverTheBytesAreSplit() {
        String heard = frame(2, "message a 3") + frame(2, "pmessage a* a 4");
        String fromTarget = frame(2, "message a 2") + PONG + heard;
        for (int split = 1; split < fromTarget.length(); split++) {
            subscribe(LaneMode.DEDICATED);
            ready();
            settle();
            source.answer(PONG);

            answerInParts(fromTarget, split);

            assertThat(rig.received()).as("split at %d", split).isEqualTo(heard);
        }
    }

    /** Switches as soon as the line is drawn, which may be before the second part. */
    private void answerInParts(String bytes, int split) {
        target.answer(bytes.substring(0, split));
        boolean early = rig.session.isSettled();
        if (early) {
            switchOver();
        }
        target.answer(bytes.substring(split));
        if (!early) {
            switchOver();
        }
    }

    @Test
    void shouldStayWithoutLossOrDoubleWhenItIsAborted() {
        subscribe(LaneMode.DEDICATED);
        ready();
        settle();
        target.answer(frame(2, "message a 1") + PONG + frame(2, "message a 2"));
        source.answer(frame(2, "message a 1") + PONG);

        rig.session.discardStandby();
        rig.resume();
        source.answer(frame(2, "message a 2"));

        assertThat(rig.received()).isEqualTo(frame(2, "message a 1") + frame(2, "message a 2"));
        assertThat(target.channel.isOpen()).isFalse();
    }

    @Test
    void shouldDrawTheLineAnewInTheNextAttempt() {
        subscribe(LaneMode.DEDICATED);
        ready();
        settle();
        target.answer(PONG);
        source.answer(PONG);
        rig.resume();
        target.answer(frame(2, "message a 1"));
        source.answer(frame(2, "message a 1"));

        settle();
        assertThat(rig.session.isSettled()).isFalse();
        target.answer(PONG + frame(2, "message a 2"));
        source.answer(PONG);
        switchOver();

        assertThat(rig.received()).isEqualTo(frame(2, "message a 1") + frame(2, "message a 2"));
    }

    @Test
    void shouldNotTakeALateAnswerForTheNextLine() {
        subscribe(LaneMode.DEDICATED);
        ready();
        settle();
        rig.resume();
        target.answer(PONG);
        source.answer(PONG);

        settle();

        assertThat(rig.session.isSettled()).isFalse();
        target.answer(frame(2, "message a 1") + PONG);
        source.answer(frame(2, "message a 1") + PONG);
        switchOver();
        assertThat(rig.received()).isEqualTo(frame(2, "message a 1"));
    }

    @Test
    void shouldKeepUpWithTheSession() {
        subscribe(LaneMode.AUTO);
        ready();

        rig.send("PSUBSCRIBE p*", "UNSUBSCRIBE a");
        source.answer(frame(2, "psubscribe p* :2") + frame(2, "unsubscribe a :1"));

        assertThat(rig.session.isStandbyReady()).isFalse();
        assertThat(target.sent()).isEqualTo(command("UNSUBSCRIBE a"));
        target.answer(frame(2, "message a x") + frame(2, "unsubscribe a :0"));
        assertThat(target.sent()).isEqualTo(command("PSUBSCRIBE p*"));
        target.answer(frame(2, "psubscribe p* :1"));
        assertThat(rig.session.isStandbyReady()).isTrue();
    }

    @Test
    void shouldSubscribeAgainOnALaneThatTakesTheOnesPlace() {
        subscribe(LaneMode.DEDICATED);
        ready();

        target.close();

        target = rig.lane();
        assertThat(rig.session.isStandbyReady()).isFalse();
        ready();
    }

    @Test
    void shouldTellThatTheOtherNodeRefusesAChannel() {
        subscribe(LaneMode.DEDICATED);

        target.answer("-NOPERM this user has no permissions to access one of the channels\r\n");

        assertThat(rig.owner.standbyFailures).hasSize(1);
        assertThat(rig.owner.standbyFailures.get(0)).startsWith("SUBSCRIBE: NOPERM this user");
        assertThat(rig.client.isOpen()).isTrue();
    }

    @Test
    void shouldEndTheSessionWhoseSecondLaneIsLostAtTheLastMoment() {
        subscribe(LaneMode.DEDICATED);
        ready();
        settle();
        target.answer(PONG);
        source.answer(PONG);
        rig.lanes.manual();
        target.close();
        rig.owner.active = NodeRole.TARGET;

        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("closed");

        assertThat(rig.client.isOpen()).isFalse();
    }

    @Test
    void shouldCarryMonitorAndItsLines() {
        String line = "+1700000000.123456 [0 127.0.0.1:1] \"get\" \"k\"\r\n";
        rig.send("MONITOR");
        source.answer("+OK\r\n");
        source.sent();
        rig.received();
        rig.owner.prepared = NodeRole.TARGET;
        rig.session.prepare(NodeRole.TARGET);
        target = rig.lane();
        assertThat(target.sent()).isEqualTo(command("MONITOR"));
        target.answer("+OK\r\n" + line);
        assertThat(rig.session.isStandbyReady()).isTrue();
        settle();
        target.answer(line + "+PONG\r\n");
        source.answer(line + "+PONG\r\n");
        rig.owner.active = NodeRole.TARGET;

        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("monitoring");

        rig.resume();
        target.answer(line);
        assertThat(rig.received()).isEqualTo(line + line);
    }
}

package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MULTI and WATCH across a change of node, in both modes of lanes. */
class SessionTransactionTest {
    private SessionRig rig = new SessionRig();
    private FakeLanes.Dial lane = rig.lane();

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(LaneMode mode) {
        rig.close();
        rig = new SessionRig(mode, lanes -> {});
        rig.lanes.answerBy(rig.client.eventLoop());
    }

    /** The client sends a command, and the node of now answers it. */
    private void exchange(String line, String reply) {
        rig.send(line);
        sent();
        answer(reply);
        assertThat(rig.received()).isEqualTo(reply);
    }

    /** What the node of now has been sent since the last call, on whatever lane. */
    private String sent() {
        String all = "";
        rig.client.runPendingTasks();
        for (FakeLanes.Dial dial : List.copyOf(rig.lanes.dials)) {
            String some = dial.sent();
            if (!some.isEmpty()) {
                assertThat(dial.node).isEqualTo(rig.owner.active);
                lane = dial;
                all += some;
            }
        }
        return all;
    }

    /** Answers on the lane that was sent something last. */
    private void answer(String reply) {
        lane.answer(reply);
    }

    private void hold() {
        rig.hold(HoldLevel.WRITES);
        rig.session.prepare(NodeRole.TARGET);
        rig.client.runPendingTasks();
        rig.session.refreshStandby();
        rig.client.runPendingTasks();
        assertThat(rig.session.isStandbyReady()).isTrue();
    }

    private void cutOver() {
        hold();
        rig.hold(HoldLevel.ALL);
        rig.owner.active = NodeRole.TARGET;
        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("transaction");
        rig.resume();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheQueueToTheOtherNodeUnseenByTheClient(LaneMode mode) {
        start(mode);
        exchange("MULTI", "+OK\r\n");
        exchange("INCR a", "+QUEUED\r\n");
        exchange("GET b", "+QUEUED\r\n");

        cutOver();

        rig.send("EXEC");
        assertThat(sent()).isEqualTo(commands("INCR a", "GET b", "EXEC"));
        assertThat(lane.steps).endsWith("MULTI");
        answer("+QUEUED\r\n+QUEUED\r\n*2\r\n:1\r\n$-1\r\n");
        assertThat(rig.received()).isEqualTo("*2\r\n:1\r\n$-1\r\n");
        assertThat(rig.session.readiness().isInMulti()).isFalse();
        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnQueueingAtTheOtherNode(LaneMode mode) {
        start(mode);
        exchange("MULTI", "+OK\r\n");
        exchange("SELECT 3", "+QUEUED\r\n");
        hold();
        rig.send("SET a 1", "EXEC");
        assertThat(sent()).isEmpty();

        cutOver();

        assertThat(sent()).isEqualTo(commands("SELECT 3", "SET a 1", "EXEC"));
        answer("+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n+OK\r\n");
        assertThat(rig.received()).isEqualTo("+QUEUED\r\n*2\r\n+OK\r\n+OK\r\n");
        assertThat(rig.session.context().db()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoBackToSharedLanesAfterwardsAndBeMovedTwice(LaneMode mode) {
        start(mode);
        exchange("MULTI", "+OK\r\n");
        exchange("INCR a", "+QUEUED\r\n");
        cutOver();
        sent();
        answer("+QUEUED\r\n");
        exchange("INCR b", "+QUEUED\r\n");

        rig.hold(HoldLevel.ALL);
        rig.session.prepare(NodeRole.SOURCE);
        rig.client.runPendingTasks();
        rig.owner.active = NodeRole.SOURCE;
        rig.session.switchTo(NodeRole.SOURCE);
        rig.resume();

        assertThat(sent()).isEqualTo(commands("INCR a", "INCR b"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayWhereItIsWhenTheAttemptIsGivenUp(LaneMode mode) {
        start(mode);
        exchange("MULTI", "+OK\r\n");
        exchange("INCR a", "+QUEUED\r\n");
        hold();
        rig.send("EXEC");
        rig.session.discardStandby();

        rig.resume();

        assertThat(sent()).isEqualTo(command("EXEC"));
        answer("*1\r\n:1\r\n");
        assertThat(rig.received()).isEqualTo("*1\r\n:1\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBringTheStandbyOutOfMultiWhenTheSessionGoesOn(LaneMode mode) {
        start(mode);
        exchange("MULTI", "+OK\r\n");
        hold();
        FakeLanes.Dial standby = rig.lane();
        assertThat(standby.steps).endsWith("MULTI");

        rig.resume();
        exchange("INCR a", "+QUEUED\r\n");

        rig.client.runPendingTasks();
        assertThat(standby.steps).containsSubsequence("MULTI", "DISCARD");
        assertThat(rig.session.isStandbyReady()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpoilTheTransactionAtTheOtherNodeToo(LaneMode mode) {
        start(mode);
        exchange("MULTI", "+OK\r\n");
        exchange("INCR a", "+QUEUED\r\n");
        exchange("NOSUCH", "-ERR unknown command\r\n");

        cutOver();

        assertThat(sent()).isEqualTo(command("sluice.refused"));
        answer("-ERR unknown command\r\n");
        assertThat(rig.received()).isEmpty();
        exchange("EXEC", "-EXECABORT x\r\n");
        assertThat(rig.session.readiness().isInMulti()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotReplayWhatRanBecauseMultiWasRefused(LaneMode mode) {
        start(mode);
        rig.send("MULTI x", "INCR a", "MULTI", "INCR b");
        sent();
        answer("-ERR wrong number\r\n:1\r\n+OK\r\n+QUEUED\r\n");

        rig.hold(HoldLevel.WRITES);

        assertThat(rig.session.readiness().isInMulti()).isTrue();
        assertThat(rig.session.readiness().isSettled()).isFalse();
        sent();
        rig.send("EXEC");
        assertThat(sent()).isEqualTo(command("EXEC"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerExecByNullWhenSomethingWasWatchedBefore(LaneMode mode) {
        start(mode);
        exchange("WATCH k", "+OK\r\n");
        cutOver();
        exchange("GET k", "$-1\r\n");

        rig.send("MULTI", "SET k 1", "EXEC", "GET k");

        assertThat(sent()).isEqualTo(commands("MULTI", "SET k 1"));
        answer("+OK\r\n+QUEUED\r\n");
        assertThat(sent()).isEqualTo(commands("DISCARD", "GET k"));
        answer("+OK\r\n$-1\r\n");
        assertThat(rig.received()).isEqualTo("+OK\r\n+QUEUED\r\n*-1\r\n$-1\r\n");
        exchange("MULTI", "+OK\r\n");
        exchange("EXEC", "*0\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerExecByTheNullOfResp3(LaneMode mode) {
        start(mode);
        exchange("HELLO 3", "%0\r\n");
        exchange("WATCH k", "+OK\r\n");
        exchange("MULTI", "+OK\r\n");
        exchange("INCR k", "+QUEUED\r\n");
        cutOver();

        rig.send("EXEC");

        assertThat(sent()).isEqualTo(command("DISCARD"));
        answer("+OK\r\n");
        assertThat(rig.received()).isEqualTo("_\r\n");
        assertThat(rig.session.readiness().isInMulti()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPreferTheErrorOfASpoiledTransactionToNull(LaneMode mode) {
        start(mode);
        exchange("WATCH k", "+OK\r\n");
        cutOver();
        exchange("MULTI", "+OK\r\n");
        exchange("NOSUCH", "-ERR unknown command\r\n");

        rig.send("EXEC");

        sent();
        answer("+OK\r\n");
        assertThat(rig.received()).isEqualTo("-EXECABORT Transaction discarded because of previous errors.\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetALostWatchAtUnwatch(LaneMode mode) {
        start(mode);
        exchange("WATCH k", "+OK\r\n");
        cutOver();

        rig.send("UNWATCH", "MULTI", "INCR k", "EXEC");

        assertThat(sent()).isEqualTo(commands("UNWATCH", "MULTI", "INCR k"));
        answer("+OK\r\n+OK\r\n+QUEUED\r\n");
        assertThat(sent()).isEqualTo(command("EXEC"));
        answer("*1\r\n:1\r\n");
        assertThat(rig.received()).isEqualTo("+OK\r\n+OK\r\n+QUEUED\r\n*1\r\n:1\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveAnExecOutsideMultiToTheNode(LaneMode mode) {
        start(mode);
        exchange("WATCH k", "+OK\r\n");
        cutOver();

        exchange("EXEC", "-ERR EXEC without MULTI\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheBuffersOfWhatIsKept(LaneMode mode) {
        start(mode);
        long before = rig.buffers().used();
        exchange("MULTI", "+OK\r\n");
        exchange("INCR a", "+QUEUED\r\n");
        assertThat(rig.buffers().used() - before).isEqualTo(command("INCR a").length());

        exchange("EXEC", "*1\r\n:1\r\n");

        assertThat(rig.buffers().used()).isEqualTo(before);
    }
}

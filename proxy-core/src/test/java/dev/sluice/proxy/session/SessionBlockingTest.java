package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionBlockingTest {
    private static final BlockedCall.Outcome ENDED = new BlockedCall.Outcome(true, List.of());
    private static final BlockedCall.Outcome NOT_BLOCKED = new BlockedCall.Outcome(false, List.of());
    private static final String NOTHING = "*-1\r\n";

    private SessionRig rig = new SessionRig();
    private FakeLanes.Dial source = rig.lane();

    @AfterEach
    void close() {
        rig.close();
    }

    private SessionBlocking blocking() {
        return rig.session.blocking();
    }

    /** Blocks, is called back, and is held. */
    private void callBack(String line) {
        rig.send(line);
        comeBack(line);
    }

    private void comeBack(String line) {
        source = rig.lane();
        assertThat(source.sent()).isEqualTo(command(line));
        rig.hold(HoldLevel.WRITES);
        assertThat(blocking().callBack()).isNotNull();
        blocking().onCalledBack(ENDED);
        source.answer(NOTHING);
        assertThat(blocking().isHeld()).isTrue();
    }

    private FakeLanes.Dial switchOver() {
        rig.owner.prepared = NodeRole.TARGET;
        rig.session.prepare(NodeRole.TARGET);
        rig.hold(HoldLevel.ALL);
        rig.owner.active = NodeRole.TARGET;
        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("blocked");
        return rig.lane();
    }

    @ParameterizedTest
    @EnumSource(LaneMode.class)
    void shouldSendItAgainAtTheOtherNodeWithTheTimeThatIsLeft(LaneMode mode) {
        rig.close();
        rig = new SessionRig(mode, FakeLanes::manual);
        rig.send("BLPOP k 2");
        rig.lane().succeed();
        rig.lanes.automatic();
        comeBack("BLPOP k 2");
        assertThat(rig.received()).isEmpty();
        assertThat(rig.owner.budget.commands()).isEqualTo(1);
        assertThat(rig.session.readiness().isDrained()).isTrue();
        assertThat(rig.session.readiness().isHolding()).isTrue();
        rig.now += TimeUnit.MILLISECONDS.toNanos(500);
        FakeLanes.Dial target = switchOver();

        CompletableFuture<Void> sent = blocking().sendAgain();

        assertThat(target.node).isEqualTo(NodeRole.TARGET);
        assertThat(target.sent()).isEqualTo(commands("CLIENT ID", "BLPOP k 1.5005"));
        assertThat(sent).isNotDone();
        target.answer(":7\r\n");
        assertThat(sent).isCompleted();
        rig.resume();
        target.answer("*2\r\n$1\r\nk\r\n$1\r\nv\r\n");
        assertThat(rig.received()).isEqualTo("*2\r\n$1\r\nk\r\n$1\r\nv\r\n");
        assertThat(rig.owner.released).containsExactly("write 500000000");
        assertThat(rig.owner.budget.commands()).isZero();
        assertThat(rig.owner.budget.bytes()).isZero();
    }

    @Test
    void shouldGoBackToItsOldNodeWhenTheAttemptIsGivenUp() {
        callBack("BLPOP k 0");

        blocking().leave();
        CompletableFuture<Void> sent = blocking().sendAgain();
        rig.resume();

        assertThat(source.sent()).isEqualTo(commands("CLIENT ID", "BLPOP k 0"));
        source.answer(":7\r\n*-1\r\n");
        assertThat(sent).isCompleted();
        assertThat(rig.received()).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*2\r\n$1\r\nk\r\n$1\r\nv\r\n", "-UNBLOCKED by somebody\r\n", "-WRONGTYPE no list\r\n"})
    void shouldDeliverWhatCameFirst(String reply) {
        for (int cut = 1; cut < reply.length(); cut++) {
            rig.send("BLPOP k 0");
            assertThat(blocking().callBack()).isNotNull();

            source.answer(reply.substring(0, cut));
            source.answer(reply.substring(cut));

            blocking().onCalledBack(NOT_BLOCKED);
            assertThat(rig.received()).as("cut at %d", cut).isEqualTo(reply);
            assertThat(blocking().isOpen()).isFalse();
            assertThat(rig.session.readiness().isDrained()).isTrue();
        }
    }

    @Test
    void shouldDeliverALongReplyAsItCame() {
        String reply = "*2\r\n$1\r\nk\r\n$5000\r\n" + "v".repeat(5_000) + "\r\n";
        for (int cut : new int[] {1, 3, 10, 63, 64, 65, 100, 4_000}) {
            rig.send("GET a", "BLPOP k 0");
            assertThat(blocking().callBack()).isNotNull();

            source.answer("$1\r\na\r\n" + reply.substring(0, cut));
            source.answer(reply.substring(cut));

            assertThat(rig.received()).as("cut at %d", cut).isEqualTo("$1\r\na\r\n" + reply);
            blocking().onCalledBack(NOT_BLOCKED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldHoldBackAReplyThatComesInPieces(int cut) {
        rig.send("GET a", "BLPOP k 0");
        rig.hold(HoldLevel.WRITES);
        assertThat(blocking().callBack()).isNotNull();

        source.answer("$1\r\na\r\n" + NOTHING.substring(0, cut));
        source.answer(NOTHING.substring(cut));

        assertThat(rig.received()).isEqualTo("$1\r\na\r\n");
        assertThat(blocking().isHeld()).isTrue();
    }

    @Test
    void shouldTellTheClientThatItsTimeIsOver() {
        rig.send("BLPOP k 1");
        assertThat(blocking().callBack()).isNotNull();
        rig.now += TimeUnit.SECONDS.toNanos(1);

        source.answer(NOTHING);

        assertThat(rig.received()).isEqualTo(NOTHING);
        assertThat(blocking().isOpen()).isFalse();
    }

    @Test
    void shouldAskAgainWhenTheNodeHadNotGotTheCommandYet() {
        rig.send("BLPOP k 0");
        rig.hold(HoldLevel.WRITES);

        assertThat(blocking().callBack()).isNotNull();
        assertThat(blocking().callBack()).isNull();
        blocking().onCalledBack(NOT_BLOCKED);
        assertThat(blocking().callBack()).isEqualTo(new BlockedCall(source.nodeId(), 0, List.of()));
        blocking().onCalledBack(ENDED);

        assertThat(blocking().callBack()).isNull();
        assertThat(blocking().isComingBack()).isTrue();
    }

    @Test
    void shouldStayWhereItIsWhenItWasNotEnded() {
        rig.send("BLPOP k 0");
        rig.hold(HoldLevel.WRITES);
        assertThat(blocking().callBack()).isNotNull();
        blocking().onCalledBack(NOT_BLOCKED);

        blocking().leave();

        rig.resume();
        assertThat(blocking().turn()).isNull();
        source.answer(NOTHING);
        assertThat(rig.received()).isEqualTo(NOTHING);
    }

    @Test
    void shouldGoOnByItselfWhenItComesBackTooLate() {
        rig.send("BLPOP k 0");
        rig.hold(HoldLevel.WRITES);
        assertThat(blocking().callBack()).isNotNull();
        blocking().onCalledBack(null);
        blocking().leave();
        rig.resume();
        assertThat(source.sent()).isEqualTo(command("BLPOP k 0"));

        source.answer(NOTHING);

        assertThat(source.sent()).isEqualTo(commands("CLIENT ID", "BLPOP k 0"));
        assertThat(rig.received()).isEmpty();
    }

    @Test
    void shouldKeepWhatFollowsBehindIt() {
        rig.send("BLPOP k 0", "SET a 1", "BLPOP j 0");
        rig.send("GET a");
        assertThat(source.sent()).isEqualTo(command("BLPOP k 0"));
        assertThat(rig.session.readiness().isHolding()).isFalse();
        rig.hold(HoldLevel.WRITES);
        assertThat(blocking().callBack()).isNotNull();
        blocking().onCalledBack(ENDED);
        source.answer(NOTHING);
        assertThat(source.sent()).isEmpty();
        final CompletableFuture<Void> sent = blocking().sendAgain();
        rig.resume();
        assertThat(source.sent()).isEqualTo(commands("CLIENT ID", "BLPOP k 0"));

        source.answer(":7\r\n*2\r\n+k\r\n+v\r\n");

        assertThat(sent).isCompleted();
        assertThat(source.sent()).isEqualTo(commands("SET a 1", "BLPOP j 0"));
        source.answer("+OK\r\n*-1\r\n");
        assertThat(source.sent()).isEqualTo(command("GET a"));
        source.answer("$1\r\n1\r\n");
        assertThat(rig.received()).isEqualTo("*2\r\n+k\r\n+v\r\n+OK\r\n*-1\r\n$1\r\n1\r\n");
    }

    @Test
    void shouldNotCountAsHeldWhatWaitsForTheSessionsOwnBlockingCommand() {
        rig.hold(HoldLevel.ALL);
        rig.send("BLPOP k 0", "SET a 1");
        assertThat(rig.owner.budget.commands()).isEqualTo(2);

        rig.resume();

        assertThat(source.sent()).isEqualTo(command("BLPOP k 0"));
        assertThat(rig.owner.budget.commands()).isZero();
        assertThat(rig.session.readiness().isHolding()).isFalse();
        source.answer(NOTHING);
        assertThat(source.sent()).isEqualTo(command("SET a 1"));
    }

    @Test
    void shouldForgetItWithItsClient() {
        callBack("BLPOP k 0");
        CompletableFuture<Void> sent = new CompletableFuture<>();
        rig.lanes.manual();
        rig.hold(HoldLevel.ALL);
        rig.owner.active = NodeRole.TARGET;
        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("redialled");
        blocking().sendAgain().thenAccept(sent::complete);

        rig.eof();

        assertThat(sent).isCompleted();
        assertThat(rig.client.isOpen()).isFalse();
        assertThat(rig.owner.budget.commands()).isZero();
        rig.lane().succeed();
        assertThat(rig.lane().sent()).isEmpty();
    }

    @Test
    void shouldSendItAgainOnALaneThatHasToBeDialled() {
        callBack("BLPOP k 0");
        rig.lanes.manual();
        rig.hold(HoldLevel.ALL);
        rig.owner.active = NodeRole.TARGET;
        assertThat(rig.session.switchTo(NodeRole.TARGET)).isEqualTo("redialled");
        CompletableFuture<Void> sent = blocking().sendAgain();

        rig.lane().succeed();

        assertThat(rig.lane().sent()).isEqualTo(commands("CLIENT ID", "BLPOP k 0"));
        rig.lane().answer(":7\r\n");
        assertThat(sent).isCompleted();
    }

    @Test
    void shouldReadAStreamFromWhereItWasWhenItWasCalledBack() {
        rig.send("SELECT 4", "XREAD BLOCK 0 STREAMS s t $ 3-3");
        source.answer("+OK\r\n");
        rig.hold(HoldLevel.WRITES);
        BlockedCall call = blocking().callBack();
        assertThat(call).isNotNull();
        assertThat(call.db()).isEqualTo(4);
        assertThat(call.streams().stream().map(String::new)).containsExactly("s");
        source.answer(NOTHING);
        assertThat(source.sent()).contains("XREAD");
        rig.resume();
        assertThat(source.sent()).as("before the node has told the id").isEmpty();

        blocking().onCalledBack(new BlockedCall.Outcome(true, List.of("9-1")));

        assertThat(source.sent()).isEqualTo(commands("CLIENT ID", "XREAD BLOCK 0 STREAMS s t 9-1 3-3"));
    }

    @Test
    void shouldWaitAtTheOtherNodeBehindAWriteOfItsOwn() {
        rig.send("SET a 1");
        source.answer("+OK\r\n");
        rig.send("WAIT 1 0");
        source.answer("");
        assertThat(source.sent()).endsWith(command("WAIT 1 0"));
        rig.received();
        rig.hold(HoldLevel.WRITES);
        assertThat(blocking().callBack()).isNotNull();
        blocking().onCalledBack(ENDED);
        source.answer(":0\r\n");
        assertThat(rig.received()).isEmpty();
        FakeLanes.Dial target = switchOver();

        CompletableFuture<Void> sent = blocking().sendAgain();

        String written = target.sent();
        assertThat(written).startsWith(publish()).endsWith(commands("CLIENT ID", "WAIT 1 0"));
        target.answer(":0\r\n");
        assertThat(sent).isNotDone();
        target.answer(":7\r\n");
        assertThat(sent).isCompleted();
        target.answer(":1\r\n");
        assertThat(rig.received()).isEqualTo(":1\r\n");
    }

    private static String publish() {
        var bytes = Unpooled.buffer();
        RespWriter.command(bytes, "PUBLISH", "__sluice:wait", "");
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldNotCallBackWhatIsQueuedInATransaction() {
        rig.send("MULTI", "BLPOP k 0", "EXEC");
        source.answer("+OK\r\n");
        assertThat(source.sent()).isEqualTo(commands("MULTI", "BLPOP k 0"));

        source.answer("+QUEUED\r\n");

        assertThat(blocking().callBack()).isNull();
        assertThat(source.sent()).isEqualTo(command("EXEC"));
    }

    @Test
    void shouldLeaveAloneWhatItCannotSendAgain() {
        rig.send("BLPOP " + "k".repeat(SessionRig.STREAM_THRESHOLD) + " 0");
        assertThat(blocking().callBack()).isNull();
        source.answer(NOTHING);
        assertThat(rig.received()).isEqualTo(NOTHING);
        try (SessionRig nameless = new SessionRig(FakeLanes::nameless)) {
            nameless.send("BLPOP k 0");
            assertThat(nameless.session.blocking().callBack()).isNull();
        }
    }

    @Test
    void shouldEndASessionWhoseClientLeavesWhileMoreWaitsBehindItsBlockingCommand() {
        rig.send("BLPOP k 0", "GET a");

        rig.eof();

        assertThat(rig.client.isOpen()).isFalse();
    }
}

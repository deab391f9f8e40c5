package dev.sluice.proxy.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.LaneMetrics;
import dev.sluice.proxy.session.BlockedCall;
import dev.sluice.proxy.session.ClientHandler;
import dev.sluice.proxy.session.ClientSession;
import dev.sluice.proxy.session.FakeLanes;
import dev.sluice.proxy.session.HoldLevel;
import dev.sluice.proxy.session.SessionTools;
import dev.sluice.resp.RespWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopGateTest {
    private static final String ACKNOWLEDGED = "*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n";
    private static final String PONG = "*2\r\n$4\r\npong\r\n$0\r\n\r\n";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeLanes lanes = new FakeLanes();
    private final GateShared shared = new GateShared(this::unblock);
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<EmbeddedChannel> clients = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private long now = 1;
    private final SessionTools tools = lanes.tools(LaneMode.DEDICATED, registry, () -> now);
    private final LoopGate gate = new LoopGate(
            loop.eventLoop(), shared, lanes, tools.metrics(), new LaneMetrics(registry), () -> now, NodeRole.SOURCE);
    private final List<BlockedCall> calls = new ArrayList<>();
    private CompletableFuture<List<BlockedCall.Outcome>> called = new CompletableFuture<>();
    private final ProxyClient first = connect();
    private final ProxyClient second = connect();

    private CompletableFuture<List<BlockedCall.Outcome>> unblock(NodeRole node, List<BlockedCall> asked) {
        calls.addAll(asked);
        called = new CompletableFuture<>();
        return called;
    }

    /** A client, its session and its first lane. */
    private record ProxyClient(EmbeddedChannel channel, ClientSession session, FakeLanes.Dial source) {
        void send(String line) {
            ByteBuf bytes = Unpooled.buffer();
            RespWriter.command(bytes, line.split(" "));
            channel.writeInbound(bytes);
        }
    }

    private ProxyClient connect() {
        EmbeddedChannel channel = new EmbeddedChannel();
        clients.add(channel);
        ClientSession session = new ClientSession(clients.size(), channel, gate, tools);
        channel.pipeline().addLast(new ClientHandler(session));
        lanes.endOfTurn(loop::runPendingTasks);
        int dialled = lanes.dials.size();
        gate.join(session);
        return new ProxyClient(channel, session, lanes.dials.get(dialled));
    }

    @AfterEach
    void close() {
        gate.sessions().forEach(ClientSession::end);
        clients.forEach(EmbeddedChannel::finishAndReleaseAll);
        lanes.dials.forEach(dial -> dial.channel.finishAndReleaseAll());
        loop.finishAndReleaseAll();
        registry.close();
    }

    @Test
    void shouldTakeAllSessionsThroughACutover() {
        shared.listener(troubles::add);
        first.send("SET a 1");
        assertThat(gate.prepare(NodeRole.TARGET)).isCompleted();
        assertThat(gate.holdWrites()).isCompleted();
        second.send("SET b 1");
        CompletableFuture<Void> drained = gate.drainWrites();
        assertThat(drained).isNotDone();
        first.source().answer("+OK\r\n");
        assertThat(drained).isCompleted();
        assertThat(gate.holdReads()).isCompleted();
        first.send("GET a");
        ProxyClient third = connect();
        third.send("PING");
        assertThat(gate.checkSwitch()).isCompleted();

        Map<String, Integer> moved = gate.switchTo(NodeRole.TARGET);

        assertThat(moved).isEqualTo(Map.of("held", 3));
        now += TimeUnit.MILLISECONDS.toNanos(5);
        PauseClock pauses = gate.resume().join();
        assertThat(pauses.report().writes().commands()).isEqualTo(1);
        assertThat(pauses.report().writes().maxMs()).isBetween(4.9, 5.1);
        assertThat(pauses.report().reads().commands()).isEqualTo(2);
        assertThat(lanes.dials.stream().filter(dial -> dial.node == NodeRole.TARGET))
                .hasSize(3)
                .allSatisfy(dial -> assertThat(dial.sent()).isNotEmpty());
        assertThat(gate.level()).isEqualTo(HoldLevel.OPEN);
        assertThat(gate.prepared()).isNull();
        assertThat(troubles).isEmpty();
    }

    @Test
    void shouldGoBackToTheOldNodeWhenItWasNotSwitched() {
        gate.prepare(NodeRole.TARGET);
        gate.holdWrites();
        first.send("SET a 1");

        gate.discardPrepared();
        PauseClock pauses = gate.resume().join();

        assertThat(first.source().sent()).contains("SET");
        assertThat(pauses.report().writes().commands()).isEqualTo(1);
        assertThat(lanes.dials.stream().filter(dial -> dial.node == NodeRole.TARGET))
                .allSatisfy(dial -> assertThat(dial.channel.isOpen()).isFalse());
        assertThat(gate.resume().join().report().writes().commands()).isZero();
    }

    @Test
    void shouldWaitUntilTheOtherNodeIsInsideMultiToo() {
        assertThat(gate.prepare(NodeRole.TARGET)).isCompleted();
        FakeLanes.Dial standby = lanes.dials.stream()
                .filter(dial -> dial.node == NodeRole.TARGET)
                .findFirst()
                .orElseThrow();
        first.send("MULTI");

        CompletableFuture<Void> held = gate.holdWrites();

        assertThat(held).isNotDone();
        assertThat(standby.steps).doesNotContain("MULTI");
        first.source().answer("+OK\r\n");
        assertThat(held).isCompleted();
        assertThat(standby.steps).endsWith("MULTI");
    }

    @Test
    void shouldNameTheSessionThatCannotBeMoved() {
        first.send("CLIENT SETNAME worker");
        first.source().answer("+OK\r\n");
        first.send("SCRIPT DEBUG YES");

        assertThat(gate.blockers()).hasSize(1);
        assertThat(gate.blockers().get(0).name()).isEqualTo("worker");
        assertThat(gate.blockers().get(0).reason()).isEqualTo("debugging");
        assertThatThrownBy(() -> gate.holdWrites().join())
                .hasCauseInstanceOf(GateException.class)
                .hasMessageContaining("session 1")
                .hasMessageContaining("worker")
                .hasMessageContaining("debugging");
    }

    @Test
    void shouldWaitUntilASubscribedSessionHasHeardAllFromTheOneNodeAndSkippedItFromTheOther() {
        first.send("SUBSCRIBE c");
        first.source().answer(ACKNOWLEDGED);
        CompletableFuture<Void> prepared = gate.prepare(NodeRole.TARGET);
        assertThat(prepared).isNotDone();
        FakeLanes.Dial target = lanes.dials.stream()
                .filter(dial -> dial.node == NodeRole.TARGET && dial.sent().contains("SUBSCRIBE"))
                .findFirst()
                .orElseThrow();
        target.answer(ACKNOWLEDGED);
        assertThat(prepared).isCompleted();
        assertThat(gate.blockers()).isEmpty();
        assertThat(gate.holdWrites()).isCompleted();
        assertThat(gate.drainWrites()).isCompleted();

        CompletableFuture<Void> held = gate.holdReads();

        target.answer(PONG);
        assertThat(held).isNotDone();
        first.source().answer(PONG);
        assertThat(held).isCompleted();
        assertThat(gate.switchTo(NodeRole.TARGET)).containsEntry("subscribed", 1);
        gate.resume();
        assertThat(first.channel().isOpen()).isTrue();
    }

    @Test
    void shouldGiveABlockingCommandThatItCannotCallBackAMomentAndThenFail() {
        first.send("BLPOP k" + "k".repeat(4_000) + " 0");
        CompletableFuture<Void> held = gate.holdWrites();
        assertThat(held).isNotDone();

        now += TimeUnit.SECONDS.toNanos(1);
        passTime(1_000);

        assertThat(held).isCompletedExceptionally();
        CompletableFuture<Void> again = gate.holdWrites();
        assertThat(again).isCompletedExceptionally();
        assertThat(calls).isEmpty();
        first.source().answer("*-1\r\n");
        assertThat(gate.holdWrites()).isCompleted();
    }

    @Test
    void shouldCallBackWhatIsBlockedAndCountItAsDrained() {
        first.send("BLPOP k 0");
        assertThat(gate.blockers()).isEmpty();
        gate.prepare(NodeRole.TARGET);
        CompletableFuture<Void> held = gate.holdWrites();
        assertThat(calls)
                .extracting(BlockedCall::nodeId)
                .containsExactly(first.source().nodeId());
        called.complete(List.of(new BlockedCall.Outcome(true, List.of())));
        loop.runPendingTasks();
        assertThat(held).isNotDone();

        first.source().answer("*-1\r\n");

        assertThat(held).isCompleted();
        assertThat(shared.budget().commands()).isEqualTo(1);
        assertThat(gate.drainWrites()).isCompleted();
        assertThat(gate.holdReads()).isCompleted();
        assertThat(gate.switchTo(NodeRole.TARGET)).isEqualTo(Map.of("blocked", 1, "idle", 1));
        List<HeldCall> blocked = gate.endCallBacks().join();
        assertThat(blocked).extracting(HeldCall::session).containsExactly(first.session());
        final CompletableFuture<Void> sent = new SendingAgain(blocked, () -> now).run();
        loop.runPendingTasks();
        FakeLanes.Dial target = lanes.dials.stream()
                .filter(dial -> dial.node == NodeRole.TARGET)
                .findFirst()
                .orElseThrow();
        assertThat(target.sent()).contains("CLIENT").contains("BLPOP");
        target.answer(":7\r\n");
        assertThat(sent).isCompleted();
        now += TimeUnit.MILLISECONDS.toNanos(5);
        assertThat(gate.resume().join().report().writes().commands()).isEqualTo(1);
        assertThat(shared.budget().commands()).isZero();
    }

    @Test
    void shouldAskAgainForACommandThatTheNodeDidNotHaveYet() {
        first.send("BLPOP k 0");
        gate.holdWrites();
        called.complete(List.of(new BlockedCall.Outcome(false, List.of())));
        loop.runPendingTasks();

        passTime(100);

        assertThat(calls).hasSizeGreaterThan(1);
        assertThat(gate.endCallBacks()).isNotDone();
        called.complete(List.of(new BlockedCall.Outcome(false, List.of())));
        loop.runPendingTasks();
        assertThat(gate.resume()).isCompleted();
        first.source().answer("*-1\r\n");
        loop.runPendingTasks();
        assertThat(FakeLanes.text(first.channel())).isEqualTo("*-1\r\n");
    }

    @Test
    void shouldFailWhenTheNodeCannotBeAsked() {
        first.send("BLPOP k 0");
        CompletableFuture<Void> held = gate.holdWrites();

        called.completeExceptionally(new IllegalStateException("the source is gone"));
        loop.runPendingTasks();

        assertThatThrownBy(held::join).hasMessageContaining("called back").hasMessageContaining("the source is gone");
    }

    @Test
    void shouldNotWaitForEverForANodeThatDoesNotSayWhatCameOfACall() {
        first.send("BLPOP k 0");
        gate.holdWrites();

        CompletableFuture<List<HeldCall>> quiet = gate.endCallBacks();
        assertThat(quiet).isNotDone();
        passTime(1_000);

        assertThat(quiet.join()).isEmpty();
        gate.resume();
        first.source().answer("*-1\r\n");
        assertThat(first.source().sent()).endsWith("BLPOP\r\n$1\r\nk\r\n$1\r\n0\r\n");
    }

    @Test
    void shouldNotWaitForTheAnswerAboutAClientThatLeft() {
        first.send("BLPOP k 0");
        CompletableFuture<Void> held = gate.holdWrites();
        CompletableFuture<List<HeldCall>> quiet = gate.endCallBacks();
        assertThat(held).isCompletedExceptionally();

        first.channel().close();

        assertThat(quiet.join()).isEmpty();
    }

    private void passTime(long millis) {
        loop.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
        loop.runPendingTasks();
    }

    @Test
    void shouldNotWaitForAClientThatLeft() {
        first.send("SET a 1");
        CompletableFuture<Void> drained = gate.drainWrites();
        assertThat(drained).isNotDone();

        first.channel().close();

        assertThat(drained).isCompleted();
        assertThat(gate.sessions()).containsExactly(second.session());
    }

    @Test
    void shouldFailToPrepareWithTheUserThatIsRefused() {
        first.send("AUTH app p");
        first.source().answer("+OK\r\n");
        lanes.manual();
        CompletableFuture<Void> prepared = gate.prepare(NodeRole.TARGET);
        FakeLanes.Dial mine = lanes.dials.get(lanes.dials.size() - 2);

        mine.fail("AUTH: WRONGPASS invalid username-password pair");

        assertThatThrownBy(prepared::join)
                .hasMessageContaining("session 1")
                .hasMessageContaining("user app")
                .hasMessageContaining("WRONGPASS")
                .hasMessageContaining("target");
    }

    @Test
    void shouldTellTroubleOnceWhenASecondLaneIsLostForGood() {
        shared.listener(troubles::add);
        assertThat(gate.prepare(NodeRole.TARGET)).isCompleted();
        for (int i = 0; i < 6; i++) {
            lanes.last().close();
        }
        connect();
        lanes.manual();
        connect();

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0)).contains("session 2").contains("no lane to target");
    }

    @Test
    void shouldTellTroubleWhenTooMuchIsHeld() {
        shared.listener(troubles::add);
        shared.budget().limits(1 << 20, 1);
        gate.holdWrites();

        first.send("SET a 1");
        assertThat(troubles).isEmpty();
        second.send("SET a 1");
        second.send("SET a 1");

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0)).contains("too much is held");
    }

    @Test
    void shouldNotSwitchWhileSomethingIsOutstanding() {
        first.send("GET a");
        gate.holdReads();

        assertThat(gate.checkSwitch()).isCompletedExceptionally();
        first.source().answer("$-1\r\n");
        assertThat(gate.checkSwitch()).isCompleted();
    }

    @Test
    void shouldWaitForTheSecondLaneOfASessionThatConnectsWhileHeld() {
        gate.prepare(NodeRole.TARGET);
        gate.holdWrites();
        lanes.manual();
        ProxyClient late = connect();
        late.source().succeed();
        CompletableFuture<Void> held = gate.holdReads();
        assertThat(held).isNotDone();

        lanes.last().succeed();

        assertThat(held).isCompleted();
    }

    @Test
    void shouldEndAStageThatIsOvertaken() {
        first.send("SET a 1");
        CompletableFuture<Void> drained = gate.drainWrites();

        gate.resume();

        assertThatThrownBy(drained::join)
                .hasMessageContaining("waiting for session 1")
                .hasMessageContaining("1 command");
    }

    @Test
    void shouldCompleteResumeWhenARedialledSessionHasGoneOn() {
        gate.holdReads();
        first.send("SET a 1");
        lanes.manual();
        assertThat(gate.switchTo(NodeRole.TARGET)).containsEntry("redialled", 2);
        CompletableFuture<PauseClock> resumed = gate.resume();
        assertThat(resumed).isNotDone();

        lanes.dials.stream().filter(dial -> dial.node == NodeRole.TARGET).forEach(FakeLanes.Dial::succeed);

        assertThat(resumed).isCompleted();
        assertThat(resumed.join().report().writes().commands()).isEqualTo(1);
    }
}

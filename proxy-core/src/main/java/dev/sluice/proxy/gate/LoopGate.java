package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.lane.LaneMetrics;
import dev.sluice.proxy.lane.LanePool;
import dev.sluice.proxy.lane.LoopTurn;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.proxy.session.ClientSession;
import dev.sluice.proxy.session.HoldBudget;
import dev.sluice.proxy.session.HoldLevel;
import dev.sluice.proxy.session.ScanCursors;
import dev.sluice.proxy.session.SessionContext;
import dev.sluice.proxy.session.SessionOwner;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one event loop, and the gate as they see it. Everything here happens on that loop. One stage is under way
 * at a time; the next one ends it.
 */
public final class LoopGate implements SessionOwner {
    /** How often a stage looks again at its sessions: one may have been called back before the node had its command. */
    private static final long RECHECK_MILLIS = 5;

    /** Sessions that are named when a step waits in vain. */
    private static final int DESCRIBED_SESSIONS = 5;

    private static final Logger log = LoggerFactory.getLogger(LoopGate.class);

    private final EventLoop loop;
    private final GateShared shared;
    private final ProxyMetrics metrics;
    private final LongSupplier clock;
    private final Set<ClientSession> sessions = new LinkedHashSet<>();

    private HoldLevel level = HoldLevel.OPEN;
    private NodeRole active;
    private int cursorMark;
    private @Nullable NodeRole prepared;
    private @Nullable LoopStage stage;
    private PauseClock pauses = new PauseClock();
    private final LoopTurn turn;
    private final LanePool pool;
    private final CallBacks callBacks;
    private final LeftLanes leftLanes;

    LoopGate(
            EventLoop loop,
            GateShared shared,
            LaneDialer dialer,
            ProxyMetrics metrics,
            LaneMetrics laneMetrics,
            LongSupplier clock,
            NodeRole active) {
        this.loop = loop;
        this.shared = shared;
        this.metrics = metrics;
        this.clock = clock;
        this.active = active;
        this.cursorMark = ScanCursors.firstMark(active);
        this.leftLanes = new LeftLanes(loop);
        this.turn = new LoopTurn(loop, metrics, laneMetrics, clock, System::currentTimeMillis);
        this.pool = new LanePool(loop, turn, dialer, this::onSharedLaneLost);
        this.callBacks = new CallBacks(loop, shared.unblocker(), this::failStage);
    }

    /** Sessions that count on it at the other node ask for another one. */
    private void onSharedLaneLost() {
        if (prepared != null) {
            sessions().forEach(ClientSession::refreshStandby);
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** A session is there, in whatever state the gate is. Starts it. */
    public void join(ClientSession session) {
        sessions.add(session);
        session.start();
        LoopStage present = stage;
        if (present != null && present.isOpen()) {
            present.add(session);
        }
    }

    /** All sessions now; the set may change while they are dealt with. */
    public List<ClientSession> sessions() {
        return List.copyOf(sessions);
    }

    /** What sessions that are served have authenticated with. */
    Set<SessionContext> users() {
        return sessions.stream()
                .filter(session -> session.readiness().isServed())
                .map(session -> session.context().credentialsOnly())
                .collect(Collectors.toSet());
    }

    List<Blocker> blockers() {
        return sessions.stream()
                .flatMap(session -> Stream.ofNullable(blocker(session)))
                .toList();
    }

    private @Nullable Blocker blocker(ClientSession session) {
        String reason = session.readiness().blocker(clock.getAsLong());
        return reason == null
                ? null
                : new Blocker(session.id(), session.address(), session.context().name(), reason);
    }

    // ---- stages ----

    CompletableFuture<Void> prepare(NodeRole to) {
        prepared = to;
        pool.keep(to);
        LoopStage begun = begin(ClientSession::isStandbyReady);
        for (ClientSession session : sessions()) {
            session.discardStandby();
            session.prepare(to);
        }
        begun.addAll(sessions());
        return begun.done();
    }

    void discardPrepared() {
        NodeRole standby = prepared;
        prepared = null;
        pool.keep(null);
        sessions().forEach(ClientSession::discardStandby);
        if (standby != null) {
            pool.leave(standby).forEach(Lane::close);
        }
    }

    CompletableFuture<Void> holdWrites() {
        level = HoldLevel.WRITES;
        // From now on they want to be inside MULTI where their session is.
        sessions().forEach(ClientSession::refreshStandby);
        return hold(this::isSettled);
    }

    private boolean isSettled(ClientSession session) {
        boolean ready = prepared == null || !session.readiness().isInMulti() || session.isStandbyReady();
        return ready && session.readiness().isSettled();
    }

    CompletableFuture<Void> drainWrites() {
        return hold(session -> session.readiness().areWritesDrained());
    }

    CompletableFuture<Void> holdReads() {
        level = HoldLevel.ALL;
        sessions().forEach(ClientSession::settle);
        return hold(session -> session.readiness().isDrained()
                && (prepared == null || session.isStandbyReady())
                && session.isSettled());
    }

    private CompletableFuture<Void> hold(Predicate<ClientSession> settled) {
        LoopStage begun = begin(settled);
        failIfBlocked(sessions());
        begun.addAll(sessions());
        if (begun.isOpen()) {
            callBacks.start(active, begun.pending());
            recheckLater(begun);
        }
        return begun.done();
    }

    private LoopStage begin(Predicate<ClientSession> settled) {
        abandonStage();
        LoopStage begun = new LoopStage(settled);
        stage = begun;
        return begun;
    }

    private void abandonStage() {
        LoopStage present = stage;
        stage = null;
        if (present != null && present.isOpen()) {
            String reason = "was still waiting for " + describe(present.pending());
            log.info("a step of the gate was given up: it {}", reason);
            present.fail(reason);
        }
    }

    private void failStage(String reason) {
        LoopStage present = stage;
        if (present != null && present.isOpen()) {
            present.fail(reason);
        } else {
            log.warn("{}", reason);
        }
    }

    private static String describe(Set<ClientSession> waitedFor) {
        String some = waitedFor.stream()
                .limit(DESCRIBED_SESSIONS)
                .map(session -> "session " + session.id() + " (" + session.address() + ", "
                        + session.readiness().describe() + ")")
                .collect(Collectors.joining(", "));
        int more = waitedFor.size() - DESCRIBED_SESSIONS;
        return more > 0 ? some + " and " + more + " more" : some;
    }

    private void failIfBlocked(Iterable<ClientSession> suspects) {
        LoopStage present = stage;
        if (present == null || !present.isOpen()) {
            return;
        }
        for (ClientSession session : suspects) {
            Blocker blocker = blocker(session);
            if (blocker != null) {
                present.fail(blocker.text());
                return;
            }
        }
    }

    private void recheckLater(LoopStage waiting) {
        loop.schedule(
                () -> {
                    if (stage == waiting && waiting.isOpen()) {
                        failIfBlocked(waiting.pending());
                        waiting.pending().forEach(waiting::check);
                        callBacks.start(active, waiting.pending());
                        recheckLater(waiting);
                    }
                },
                RECHECK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Fails when sessions cannot be moved now. */
    CompletableFuture<Void> checkSwitch() {
        long busy = sessions.stream()
                .filter(session -> !session.readiness().isDrained())
                .count();
        if (level == HoldLevel.ALL && busy == 0) {
            return CompletableFuture.completedFuture(null);
        }
        String reason = busy == 0 ? "not everything is held" : busy + " sessions have commands without a reply";
        return CompletableFuture.failedFuture(new GateException(reason));
    }

    Map<String, Integer> switchTo(NodeRole to) {
        NodeRole before = active;
        active = to;
        Map<String, Integer> moved = new HashMap<>();
        for (ClientSession session : sessions()) {
            moved.merge(session.switchTo(to), 1, Integer::sum);
        }
        prepared = null;
        pool.keep(null);
        if (before != to) {
            cursorMark = ScanCursors.nextMark(cursorMark);
            leftLanes.addAll(pool.leave(before));
        }
        return moved;
    }

    /** What the sessions of this loop were called back from. Nothing is called back any more. */
    CompletableFuture<List<HeldCall>> endCallBacks() {
        abandonStage();
        return callBacks
                .quiet()
                .thenApply(quiet -> sessions().stream()
                        .flatMap(session -> Stream.ofNullable(HeldCall.of(loop, session)))
                        .toList());
    }

    /** Completes with what was waited, when the last held command of this loop has gone. */
    CompletableFuture<PauseClock> resume() {
        level = HoldLevel.OPEN;
        LoopStage begun = begin(session -> !session.readiness().isHolding());
        sessions().forEach(ClientSession::resume);
        begun.addAll(sessions());
        leftLanes.closeSoon();
        return begun.done().thenApply(done -> {
            PauseClock told = pauses;
            pauses = new PauseClock();
            return told;
        });
    }

    // ---- what sessions ask and tell ----

    @Override
    public LanePool pool() {
        return pool;
    }

    @Override
    public LoopTurn turn() {
        return turn;
    }

    @Override
    public void left(Lane lane) {
        leftLanes.add(lane);
    }

    @Override
    public HoldLevel level() {
        return level;
    }

    @Override
    public int cursorMark() {
        return cursorMark;
    }

    @Override
    public NodeRole active() {
        return active;
    }

    @Override
    public @Nullable NodeRole prepared() {
        return prepared;
    }

    @Override
    public HoldBudget budget() {
        return shared.budget();
    }

    @Override
    public void released(boolean write, long waitedNanos) {
        pauses.record(write, waitedNanos);
        metrics.released(write, waitedNanos);
    }

    @Override
    public void progressed(ClientSession session) {
        LoopStage present = stage;
        callBacks.progressed(session);
        if (present != null && present.isOpen()) {
            if (level != HoldLevel.OPEN) {
                failIfBlocked(List.of(session));
            }
            present.check(session);
        }
    }

    @Override
    public void standbyFailed(ClientSession session, String reason) {
        String text = "session " + session.id() + " (" + session.address() + ", user "
                + session.context().user() + ") has no lane to "
                + (prepared == null ? "the other node" : prepared.word())
                + ": " + reason;
        LoopStage present = stage;
        if (present != null && present.isOpen()) {
            present.fail(text);
        } else {
            shared.trouble(text);
        }
    }

    @Override
    public void authenticated(Credentials credentials) {
        shared.seen(credentials);
    }

    @Override
    public void ended(ClientSession session) {
        sessions.remove(session);
        callBacks.progressed(session);
        LoopStage present = stage;
        if (present != null) {
            present.remove(session);
        }
    }
}

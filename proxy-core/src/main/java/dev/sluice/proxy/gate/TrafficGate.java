package dev.sluice.proxy.gate;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.lane.LaneMetrics;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.proxy.script.ScriptLoader;
import dev.sluice.proxy.script.ScriptRecord;
import dev.sluice.proxy.session.SessionContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The door to all client sessions. Callable from any thread but an event loop's; returns at once, and acts on every event
 * loop. A stage completes, on an event loop, when the last session has done its part, and never times out by itself. Steps
 * are asked for one after the other; one that is asked for before the last is complete ends that with an error. Sessions that
 * connect meanwhile start in the state the gate is in. Failures are {@link GateException}s.
 */
public final class TrafficGate {
    private final List<LoopGate> loops = new ArrayList<>();
    private final IdentityHashMap<EventLoop, LoopGate> byLoop = new IdentityHashMap<>();
    private final GateShared shared;
    private final LaneDialer dialer;
    private final ProxyMetrics metrics;
    private final LongSupplier clock;
    private final ScriptPreload scripts;
    private volatile NodeRole active;
    private volatile long epoch;
    /** Zero while nothing is to be held. */
    private volatile long heldSince;

    /**
     * @param scripts what sessions record
     * @param active the node that serves
     * @param unblocker ends blocking commands at the active node
     * @param clock nanoseconds of a clock that only goes forward
     */
    public TrafficGate(
            EventLoopGroup group,
            LaneDialer dialer,
            ProxyMetrics metrics,
            LaneMetrics laneMetrics,
            ScriptRecord scripts,
            NodeRole active,
            Unblocker unblocker,
            LongSupplier clock) {
        this.shared = new GateShared(unblocker);
        this.dialer = dialer;
        this.scripts = new ScriptPreload(scripts);
        this.metrics = metrics;
        this.clock = clock;
        this.active = active;
        for (EventExecutor executor : group) {
            EventLoop loop = (EventLoop) executor;
            LoopGate gate = new LoopGate(loop, shared, dialer, metrics, laneMetrics, clock, active);
            loops.add(gate);
            byLoop.put(loop, gate);
        }
    }

    /** Where sessions of this loop belong. Any thread. */
    public LoopGate at(EventLoop loop) {
        return Objects.requireNonNull(byLoop.get(loop), "not a loop of this gate");
    }

    /** Sessions that cannot be moved now. Waits for every loop to answer. */
    public List<Blocker> blockers() {
        return onLoops(gate -> CompletableFuture.completedFuture(gate.blockers())).join().stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Tries at a node, one after the other and without keeping anything, the credentials of every user that a session acts
     * as. Sessions that are served without credentials are the default user.
     *
     * @return completes with the users that the node refused, each with the server's words; fails when it cannot be asked
     */
    public CompletionStage<Map<String, String>> tryUsers(NodeRole at) {
        return onLoops(gate -> CompletableFuture.completedFuture(gate.users())).thenCompose(users -> {
            Set<SessionContext> distinct = new HashSet<>();
            users.forEach(distinct::addAll);
            return new UserTrial(loops.get(0).loop(), at, dialer, distinct).run();
        });
    }

    /**
     * Gives every session a second lane at {@code to}, in the state that the session is in, and keeps it so. Fails with the
     * session and user that the node refuses. Nothing is held. Scripts that clients left at the active node are loaded there.
     */
    public CompletionStage<Void> prepare(NodeRole to) {
        shared.newAttempt();
        return onLoops(gate -> gate.prepare(to)).thenCompose(done -> scripts.prepare(to));
    }

    /** Closes the second lanes. */
    public void discardPrepared() {
        shared.newAttempt();
        scripts.discard();
        onLoops(gate -> {
            gate.discardPrepared();
            return CompletableFuture.completedFuture(null);
        });
    }

    /**
     * From now on every session holds from its first command that is not a plain read, and everything inside MULTI. Completes
     * when the lanes of {@link #prepare} are inside MULTI where their sessions are, and every blocking command has been called
     * back. A session that has queued more than can be moved runs on until it is out of it, and that is awaited, too. Fails when
     * a session cannot be moved.
     */
    public CompletionStage<Void> holdWrites(HoldLimits limits) {
        shared.budget().limits(limits.maxBytes(), limits.maxCommands());
        heldSince = clock.getAsLong();
        return onLoops(LoopGate::holdWrites).thenApply(done -> null);
    }

    /** Completes when every command that may write and was sent has its reply. */
    public CompletionStage<Void> drainWrites() {
        return onLoops(LoopGate::drainWrites).thenApply(done -> null);
    }

    /**
     * From now on everything is held. Completes when every command has its reply and, after {@link #prepare}, every session
     * its second lane.
     */
    public CompletionStage<Void> holdReads() {
        return onLoops(LoopGate::holdReads).thenCompose(done -> scripts.loadNew());
    }

    /**
     * Every session's second lane becomes its lane, and new sessions go to {@code to}. A session whose second lane is not
     * there dials; it stays held until it has one. Fails, having moved nothing, unless all is held and answered and {@code
     * newEpoch} is greater than the last one.
     */
    public CompletionStage<SwitchReport> switchTo(NodeRole to, long newEpoch) {
        if (newEpoch <= epoch) {
            return CompletableFuture.failedFuture(
                    new GateException("epoch " + newEpoch + " is not after epoch " + epoch));
        }
        return onLoops(LoopGate::checkSwitch)
                .thenCompose(checked -> {
                    epoch = newEpoch;
                    active = to;
                    return onLoops(gate -> CompletableFuture.completedFuture(gate.switchTo(to)));
                })
                .thenApply(TrafficGate::report);
    }

    private static SwitchReport report(List<Map<String, Integer>> moved) {
        Map<String, Integer> sum = new TreeMap<>();
        moved.forEach(part -> part.forEach((doing, count) -> sum.merge(doing, count, Integer::sum)));
        return new SwitchReport(sum);
    }

    /**
     * Lets everything go on, each session in its own order, at the node that is active. Completes with what was waited since
     * the last time, when all that was held has gone. Does no harm when nothing is held.
     *
     * <p>Blocking commands that were called back go first, in the order in which they were sent at first.
     */
    public CompletionStage<PauseReport> resume() {
        CompletableFuture<Void> blockedGone = onLoops(LoopGate::endCallBacks).thenCompose(this::sendAgain);
        return blockedGone.thenCompose(gone -> onLoops(LoopGate::resume)).thenApply(pauses -> {
            heldSince = 0;
            shared.newAttempt();
            PauseClock all = new PauseClock();
            pauses.forEach(all::add);
            return all.report();
        });
    }

    /** By what scripts are loaded at the other node; before that none are. */
    public void scriptLoader(ScriptLoader loader) {
        scripts.loader(loader);
    }

    private CompletableFuture<Void> sendAgain(List<List<HeldCall>> calls) {
        return new SendingAgain(calls.stream().flatMap(List::stream).toList(), clock).run();
    }

    /**
     * Told, at most once from {@link #prepare} to {@link #resume}, when more is held than may be, or a session lost the
     * second lane it needs. Called on an event loop: it must not block.
     */
    public void onTrouble(Consumer<String> listener) {
        shared.listener(listener);
    }

    public GateStatus status() {
        long since = heldSince;
        Duration heldFor = since == 0 ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - since);
        return new GateStatus(
                active,
                epoch,
                (int) metrics.connected(),
                shared.budget().commands(),
                shared.budget().bytes(),
                heldFor);
    }

    /** Every user that a client authenticated as, with what it last used. */
    public Set<Credentials> seenUsers() {
        return shared.users();
    }

    /** Does something on every loop. Completes when all are done, fails when the first fails. */
    private <T> CompletableFuture<List<T>> onLoops(Function<LoopGate, CompletableFuture<T>> step) {
        CompletableFuture<List<T>> all = new CompletableFuture<>();
        List<CompletableFuture<T>> parts = new ArrayList<>();
        for (LoopGate gate : loops) {
            CompletableFuture<T> part = onLoop(gate, step);
            part.whenComplete((value, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
            parts.add(part);
        }
        CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
                .thenAccept(done ->
                        all.complete(parts.stream().map(CompletableFuture::join).toList()));
        return all;
    }

    private static <T> CompletableFuture<T> onLoop(LoopGate gate, Function<LoopGate, CompletableFuture<T>> step) {
        CompletableFuture<T> part = new CompletableFuture<>();
        try {
            gate.loop().execute(() -> perform(gate, step, part));
        } catch (RejectedExecutionException e) {
            part.completeExceptionally(new GateException("the proxy has stopped"));
        }
        return part;
    }

    private static <T> void perform(
            LoopGate gate, Function<LoopGate, CompletableFuture<T>> step, CompletableFuture<T> part) {
        try {
            step.apply(gate).whenComplete((value, failure) -> {
                if (failure == null) {
                    part.complete(value);
                } else {
                    part.completeExceptionally(
                            failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure);
                }
            });
        } catch (RuntimeException e) {
            part.completeExceptionally(e);
        }
    }
}

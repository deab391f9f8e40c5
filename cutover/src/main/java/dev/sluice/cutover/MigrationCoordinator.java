package dev.sluice.cutover;

import dev.sluice.config.NodeRole;
import dev.sluice.config.SluiceSettings;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.PreflightReport;
import dev.sluice.cutover.journal.CutoverJournal;
import dev.sluice.cutover.machine.CutoverState;
import dev.sluice.cutover.machine.Direction;
import dev.sluice.cutover.port.Gate;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.port.Replication;
import dev.sluice.cutover.preflight.Preflight;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.ThreadWorker;
import dev.sluice.cutover.runtime.ThreadedNodeCalls;
import dev.sluice.cutover.runtime.Ticker;
import dev.sluice.cutover.runtime.Worker;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries the migration out: sequences the operations on one thread of its own and answers the verbs. Life: construct,
 * {@link #recoverRoute()} before the client listener opens, {@link #start()} after it, {@link #close()} at the end. Every
 * method may be called from any thread.
 */
public final class MigrationCoordinator implements Migration, AutoCloseable {
    private final Parts parts;
    private final Worker worker;
    private final Verbs verbs;
    private final Monitor monitor;
    private final Recovery recovery;
    private final Admission admission;
    private final AttemptRunner runner;
    private final StartOperation start;
    private final StopOperation stop;
    private final PreflightRunner preflight;
    private final StatusView view;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Starting> starting = new AtomicReference<>();
    private volatile @Nullable AttemptReport lastAttempt;

    /** @param journal opened already; stays the caller's to close, after this is closed */
    public static MigrationCoordinator create(
            Gate gate,
            Replication replication,
            Map<NodeRole, NodeControl> nodes,
            SluiceSettings settings,
            CutoverJournal journal) {
        // What runs when Sluice is told to stop is at worst an undo.
        Worker worker = new ThreadWorker(settings.cutover().undoTimeout().multipliedBy(2));
        return new MigrationCoordinator(
                gate, replication, nodes, new ThreadedNodeCalls(nodes), settings, journal, Ticker.system(), worker);
    }

    MigrationCoordinator(
            Gate gate,
            Replication replication,
            Map<NodeRole, NodeControl> nodes,
            NodeCalls calls,
            SluiceSettings settings,
            CutoverJournal journal,
            Ticker ticker,
            Worker worker) {
        this.worker = worker;
        this.verbs = new Verbs(worker);
        EventLog events = new EventLog(journal.directory(), ticker);
        AtomicReference<@Nullable MigrationState> state = new AtomicReference<>();
        Problems problems = new Problems(text -> note(events, state.get(), text));
        MigrationState created = new MigrationState(journal, events, problems, ticker);
        state.set(created);
        this.parts = new Parts(gate, replication, calls, settings, ticker, events, problems, created);

        Nodes nodeCalls = new Nodes(parts, Nodes.limit(settings));
        ErrorBaseline baseline = new ErrorBaseline();
        PendingWork pending = new PendingWork(problems, ticker);
        Map<NodeRole, NodeWatch> watches = new EnumMap<>(NodeRole.class);
        for (NodeRole role : NodeRole.values()) {
            watches.put(role, new NodeWatch(role, calls, ticker));
        }
        UndoOperation undo = new UndoOperation(parts, nodeCalls, pending);
        LinkOperation link = new LinkOperation(parts, nodeCalls, baseline);
        ReverseOperation reverse = new ReverseOperation(parts, nodeCalls, baseline, pending, link);
        this.stop = new StopOperation(parts, nodeCalls, pending);
        this.preflight = new PreflightRunner(parts, nodeCalls);
        this.start = new StartOperation(parts, nodeCalls, preflight, stop, link, pending);
        this.admission = new Admission(parts, nodeCalls, baseline, pending);
        this.runner = new AttemptRunner(
                parts,
                new FenceOperation(parts, new CatchUpOperation(parts)),
                new SealOperation(parts),
                new CommitOperation(parts, reverse, undo, pending),
                undo);
        this.recovery = new Recovery(parts, nodeCalls, pending, undo, reverse, stop);
        this.monitor = new Monitor(parts, nodeCalls, watches, baseline, pending);
        this.view = new StatusView(parts, nodes, watches);
        gate.onTrouble(this::onTrouble);
    }

    /** The node that clients are to be served from; called once, before the listener opens. */
    public NodeRole recoverRoute() {
        return recovery.route();
    }

    /** Takes up what the journal tells, in the background, and starts to watch. */
    public void start() {
        boolean unused = worker.execute(recovery::begin);
        worker.every(Monitor.INTERVAL, this::tick);
    }

    /** One look at everything; on the coordinator's thread. */
    void tick() {
        monitor.tick();
    }

    @Override
    public MigrationStatus status() {
        return view.status(lastAttempt);
    }

    @Override
    public CompletionStage<PreflightReport> preflight() {
        return verbs.run("preflight", () -> Preflight.check(preflight.read(false)));
    }

    @Override
    public CompletionStage<Void> start(StartOptions options) {
        Starting mine = new Starting(new CompletableFuture<>(), new CompletableFuture<>());
        return done(verbs.run("migrate start", () -> {
            starting.set(mine);
            try {
                start.run(options.acceptTargetData(), mine.cancelled());
            } finally {
                starting.set(null);
                mine.ended().complete(true);
                monitor.forget();
            }
            return true;
        }));
    }

    @Override
    public CompletionStage<Void> stop() {
        Starting running = starting.get();
        if (running != null) {
            running.cancelled().complete("stopped by the operator");
            return done(running.ended());
        }
        return done(verbs.run("migrate stop", () -> {
            CutoverState state = parts.state().state();
            if (!state.copying()) {
                throw new RefusedException("NOTCOPYING", "the state is " + state + ", no copy is under way");
            }
            stop.run("stopped by the operator");
            monitor.forget();
            return true;
        }));
    }

    @Override
    public CompletionStage<AttemptReport> cutover(CutoverOptions options) {
        return attempt(Direction.CUTOVER, options);
    }

    @Override
    public CompletionStage<AttemptReport> rollback(CutoverOptions options) {
        return attempt(Direction.ROLLBACK, options);
    }

    private CompletionStage<AttemptReport> attempt(Direction direction, CutoverOptions options) {
        return verbs.run(direction.word(), () -> {
            Attempt attempt = new Attempt(parts, admission.admit(direction, options));
            current.set(attempt);
            try {
                AttemptReport report = runner.run(attempt);
                lastAttempt = report;
                return report;
            } finally {
                current.set(null);
                attempt.end();
                monitor.forget();
            }
        });
    }

    @Override
    public CompletionStage<Void> abort() {
        Attempt attempt = current.get();
        if (attempt == null) {
            return CompletableFuture.failedFuture(new RefusedException("NOATTEMPT", "no attempt is under way"));
        }
        if (!attempt.requestAbort("aborted by the operator")) {
            return CompletableFuture.failedFuture(
                    new RefusedException("DECIDED", "the attempt is decided; a rollback is the way back"));
        }
        return done(attempt.ended());
    }

    @Override
    public CompletionStage<Void> complete() {
        return done(verbs.run("finalize", () -> {
            stop.complete();
            monitor.forget();
            return true;
        }));
    }

    @Override
    public List<MigrationEvent> events() {
        return parts.events().list();
    }

    /** Aborts what is not decided, lets it be undone, and stops watching. The nodes stay as they are. */
    @Override
    public void close() {
        onTrouble("Sluice is being stopped");
        Starting running = starting.get();
        if (running != null) {
            running.cancelled().complete("Sluice is being stopped");
        }
        worker.close();
        parts.calls().close();
    }

    private void onTrouble(String reason) {
        Attempt attempt = current.get();
        if (attempt != null) {
            boolean unused = attempt.requestAbort(reason);
        }
    }

    private static CompletionStage<Void> done(CompletionStage<Boolean> stage) {
        return stage.thenApply(done -> null);
    }

    private static void note(EventLog events, @Nullable MigrationState state, String text) {
        MigrationState.View now = state == null ? null : state.view();
        events.add(
                now == null ? 0 : now.epoch(),
                now == null ? "STARTING" : now.state().name(),
                text);
    }

    /** A start under way: how to give it up, and when it has ended. */
    private record Starting(CompletableFuture<String> cancelled, CompletableFuture<Boolean> ended) {}
}

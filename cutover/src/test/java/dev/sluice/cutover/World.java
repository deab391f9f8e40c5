package dev.sluice.cutover;

import dev.sluice.config.CarriedLimits;
import dev.sluice.config.ControlSettings;
import dev.sluice.config.CutoverSettings;
import dev.sluice.config.Endpoint;
import dev.sluice.config.HttpSettings;
import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.ReplicationSettings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.TransportKind;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.Migration.StartOptions;
import dev.sluice.cutover.journal.CutoverJournal;
import dev.sluice.cutover.journal.JournalException;
import dev.sluice.cutover.journal.PairIdentity;
import dev.sluice.cutover.port.NodeControl;
import dev.sluice.cutover.runtime.NodeCalls;
import dev.sluice.cutover.runtime.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Two nodes, a client behind the gate, a writer that goes straight to the source, and Sluice, which may be restarted. */
final class World implements AutoCloseable {
    static final CutoverOptions DEFAULTS = new CutoverOptions(false, null, null);
    final Faults faults = new Faults();
    final FakeTicker ticker = new FakeTicker(faults);
    final FakeNode source = new FakeNode(NodeRole.SOURCE, "redis", "7.0.15", this);
    final FakeNode target = new FakeNode(NodeRole.TARGET, "valkey", "8.0.1", this);
    final FakeLane lane = new FakeLane(this);
    final List<Integer> acknowledged = new ArrayList<>();
    final Path directory;
    final SluiceSettings settings = settings();
    final Map<Long, NodeRole> decisions = new TreeMap<>();
    FakeGate gate = new FakeGate(faults, decisions);
    MigrationCoordinator sluice;
    CutoverJournal journal;
    /** Goes straight to the source; its first refusal ends it. */
    boolean bypass;

    boolean clientWrites;
    int refusals;
    private int writes;
    private long steps;

    World(Path directory) throws JournalException {
        this.directory = directory;
        ticker.eachStep(this::step);
        journal = open();
        sluice = boot();
    }

    FakeNode node(NodeRole role) {
        return role == NodeRole.SOURCE ? source : target;
    }

    /** What happens all the time: the lane moves, clients write. */
    void step() {
        lane.pump();
        boolean turn = ++steps % 7 == 0;
        if (bypass && (turn || !source.accepts())) {
            bypass = write(source);
        }
        if (clientWrites && !gate.writesHeld && turn) {
            boolean accepted = write(node(gate.active));
            refusals += accepted ? 0 : 1;
        }
        lane.pump();
    }

    private boolean write(FakeNode node) {
        if (!node.accepts()) {
            return false;
        }
        node.log.add(++writes);
        acknowledged.add(writes);
        return true;
    }

    /** Time goes by, with a look of the monitor every 100 ms. */
    void run(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 100) {
            ticker.pause(Duration.ofMillis(100));
            sluice.tick();
        }
    }

    void startAndWaitForReady() {
        sluice.start(new StartOptions(false)).toCompletableFuture().join();
        run(Duration.ofSeconds(3));
    }

    String state() {
        return sluice.status().state();
    }

    /** The process is gone: whatever it was doing, only the journal, the spools and the nodes are left. */
    void restart() throws JournalException, IOException {
        journal.close();
        lane.crash();
        gate = new FakeGate(faults, decisions);
        journal = open();
        sluice = boot();
    }

    private MigrationCoordinator boot() {
        MigrationCoordinator created = new MigrationCoordinator(
                gate,
                lane,
                Map.<NodeRole, NodeControl>of(NodeRole.SOURCE, source, NodeRole.TARGET, target),
                new InlineCalls(),
                settings,
                journal,
                ticker,
                new InlineWorker());
        gate.active = created.recoverRoute();
        created.start();
        return created;
    }

    private CutoverJournal open() throws JournalException {
        return CutoverJournal.open(
                directory,
                PairIdentity.of(settings.source().endpoint(), settings.target().endpoint()),
                "then");
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private final class InlineCalls implements NodeCalls {
        @Override
        public <T> CompletableFuture<T> submit(NodeRole role, Call<T> call) {
            try {
                return CompletableFuture.completedFuture(call.on(node(role)));
            } catch (NodeControl.NodeException e) {
                return CompletableFuture.failedFuture(e);
            } catch (Faults.Hang e) {
                CompletableFuture<T> late = new CompletableFuture<>();
                ticker.after(
                        Duration.ofMillis(2500),
                        () -> late.completeExceptionally(new NodeControl.NodeException("command timed out")));
                return late;
            }
        }

        @Override
        public void close() {}
    }

    private static final class InlineWorker implements Worker {
        @Override
        public boolean execute(Runnable task) {
            task.run();
            return true;
        }

        @Override
        public void every(Duration pause, Runnable task) {
            // The test ticks.
        }

        @Override
        public void close() {}
    }

    private static SluiceSettings settings() {
        Duration second = Duration.ofSeconds(1);
        return new SluiceSettings(
                new Endpoint("127.0.0.1", 6380),
                null,
                node(NodeRole.SOURCE, 7001),
                node(NodeRole.TARGET, 7002),
                new ReplicationSettings(
                        new Endpoint("127.0.0.1", 6391), null, 0, null, 1, 1, 1, second, second, second, false),
                new CutoverSettings(
                        Duration.ofSeconds(3),
                        1000,
                        second,
                        second,
                        second,
                        second,
                        second,
                        second,
                        second,
                        Duration.ofSeconds(2),
                        1000,
                        1000,
                        64 << 20),
                LaneMode.AUTO,
                TransportKind.AUTO,
                List.of(),
                new LimitsSettings(
                        1, 1, 1, 1, 1, 1, 1, second, second, 1, 1, second, 1, 1, 1, new CarriedLimits(1, 1, 1, 1)),
                new ControlSettings(new Endpoint("127.0.0.1", 6390), null, null),
                new HttpSettings(new Endpoint("127.0.0.1", 9390), null),
                Path.of("unused"));
    }

    private static NodeSettings node(NodeRole role, int port) {
        return new NodeSettings(
                role,
                new Endpoint("127.0.0.1", port),
                null,
                null,
                null,
                Duration.ofMillis(500),
                Duration.ofMillis(500));
    }
}

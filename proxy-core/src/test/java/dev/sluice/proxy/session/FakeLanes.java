package dev.sluice.proxy.session;

import dev.sluice.config.CarriedLimits;
import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.node.command.CommandTable;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.command.RefusedCommands;
import dev.sluice.proxy.identity.SessionDirectory;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.proxy.script.ScriptRecord;
import dev.sluice.resp.RespLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Nodes that are scripted: remembers what was dialled, with which steps, and what each lane was sent. */
public final class FakeLanes implements LaneDialer {
    static final int STREAM_THRESHOLD = 2048;
    /** Of the first lane; the next one has the next. */
    public static final long FIRST_ID = 100;

    static final int TRANSACTION_BYTES = 1000;

    /** One dial. */
    public final class Dial {
        public final NodeRole node;
        public final List<String> steps = new ArrayList<>();
        public final EmbeddedChannel channel = new EmbeddedChannel();
        private final Promise<Lane> promise;

        Dial(NodeRole node, Promise<Lane> promise) {
            this.node = node;
            this.promise = promise;
        }

        public void succeed() {
            Lane lane = new Lane(node, channel, RespLimits.defaults());
            lane.nodeId(nodeId());
            promise.setSuccess(lane);
        }

        /** What the node calls the connection; 0 when {@link #nameless} was said. */
        public long nodeId() {
            return nameless ? 0 : FIRST_ID + dials.indexOf(this);
        }

        /** The node serves nobody who has not given a password. */
        public void succeedUnauthenticated() {
            Lane lane = new Lane(node, channel, RespLimits.defaults());
            lane.unauthenticated();
            promise.setSuccess(lane);
        }

        public void fail(String reason) {
            promise.setFailure(new IllegalStateException(reason));
        }

        /** What the node has been sent since the last call. */
        public String sent() {
            turn.run();
            return text(channel);
        }

        /** The node answers. */
        public void answer(String bytes) {
            channel.writeInbound(tracked(bytes));
        }

        public void close() {
            channel.close();
        }
    }

    public final List<Dial> dials = new ArrayList<>();
    private final List<ByteBuf> given = new ArrayList<>();
    private boolean manual;
    private boolean nameless;
    private Runnable turn = () -> {};
    private Executor answering = Runnable::run;

    /** What ends a turn of the event loop that the sessions are on. */
    public void endOfTurn(Runnable newTurn) {
        turn = newTurn;
    }

    /** What a dial takes is done by this, as by an event loop: after its caller has returned. */
    public void answerBy(Executor executor) {
        answering = executor;
    }

    /** From now on dials wait for {@link Dial#succeed} or {@link Dial#fail}. */
    public void manual() {
        manual = true;
    }

    /** From now on lanes come up without knowing what the node calls them. */
    public void nameless() {
        nameless = true;
    }

    public void automatic() {
        manual = false;
    }

    public Dial last() {
        return dials.get(dials.size() - 1);
    }

    /** What sessions over these lanes are made with. */
    public SessionTools tools(LaneMode mode, MeterRegistry registry, LongSupplier clock) {
        LimitsSettings limits = new LimitsSettings(
                100,
                512L << 20,
                1 << 20,
                64 << 10,
                32,
                STREAM_THRESHOLD,
                1 << 20,
                Duration.ZERO,
                Duration.ofSeconds(1),
                1,
                32 << 20,
                Duration.ofSeconds(1),
                256L << 20,
                256 << 10,
                1024,
                new CarriedLimits(100, TRANSACTION_BYTES, 100, 1 << 20));
        return new SessionTools(
                limits,
                mode,
                new CommandClassifier(
                        CommandTable::builtIn,
                        new RefusedCommands(List.of("shutdown", "debug", "replicaof", "client|pause"))),
                this,
                new ProxyMetrics(registry),
                new BufferBudget(limits.bufferedBytes()),
                new SessionDirectory(),
                new ScriptRecord(100, 1000),
                clock);
    }

    @Override
    public Future<Lane> dial(EventLoop loop, NodeRole node, List<HandshakeStep> steps) {
        Promise<Lane> promise = loop.newPromise();
        Dial dial = new Dial(node, promise);
        steps.forEach(step -> dial.steps.add(step.name()));
        dials.add(dial);
        if (!manual) {
            answering.execute(dial::succeed);
        }
        return promise;
    }

    @Override
    public Future<?> replay(Lane lane, List<HandshakeStep> steps) {
        Dial dial = dials.stream()
                .filter(candidate -> candidate.channel == lane.channel())
                .findFirst()
                .orElseThrow();
        steps.forEach(step -> dial.steps.add(step.name()));
        Promise<Void> promise = lane.channel().eventLoop().newPromise();
        if (!manual) {
            answering.execute(() -> promise.setSuccess(null));
        }
        return promise;
    }

    @Override
    public boolean isLane(String address) {
        return false;
    }

    /** Bytes as a socket would deliver them, remembered for {@link #unreleased}. */
    public ByteBuf tracked(String bytes) {
        ByteBuf buffer = Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1);
        given.add(buffer);
        return buffer;
    }

    /** Buffers given to a session that are still referenced. */
    public long unreleased() {
        return given.stream().filter(buffer -> buffer.refCnt() != 0).count();
    }

    /** Everything that a channel was written, as text of one char a byte. */
    public static String text(EmbeddedChannel channel) {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString();
    }
}

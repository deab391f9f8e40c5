package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Nodes that are scripted: remembers what was dialled, with which steps, and what each lane was sent. */
public final class FakeLanes implements LaneDialer {
    /** One dial. */
    public static final class Dial {
        public final NodeRole node;
        public final List<String> steps = new ArrayList<>();
        public final EmbeddedChannel channel = new EmbeddedChannel();
        private final Promise<Lane> promise;

        Dial(NodeRole node, Promise<Lane> promise) {
            this.node = node;
            this.promise = promise;
        }

        public void succeed() {
            promise.setSuccess(new Lane(node, channel));
        }

        public void fail(String reason) {
            promise.setFailure(new IllegalStateException(reason));
        }

        /** What the node has been sent since the last call. */
        public String sent() {
            return text(channel);
        }

        /** The node answers. */
        public void answer(String bytes) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
        }

        public void close() {
            channel.close();
        }
    }

    public final List<Dial> dials = new ArrayList<>();
    private boolean manual;

    /** From now on dials wait for {@link Dial#succeed} or {@link Dial#fail}. */
    public void manual() {
        manual = true;
    }

    public void automatic() {
        manual = false;
    }

    public Dial last() {
        return dials.get(dials.size() - 1);
    }

    @Override
    public Future<Lane> dial(EventLoop loop, NodeRole node, List<HandshakeStep> steps) {
        Promise<Lane> promise = loop.newPromise();
        Dial dial = new Dial(node, promise);
        steps.forEach(step -> dial.steps.add(step.name()));
        dials.add(dial);
        if (!manual) {
            dial.succeed();
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
            promise.setSuccess(null);
        }
        return promise;
    }

    /** Everything that a channel was written, as text of one char a byte. */
    static String text(EmbeddedChannel channel) {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString();
    }
}

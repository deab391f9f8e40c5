package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.node.handshake.NodeHandshake;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.resp.RespLimits;
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
import java.util.Random;

/** Two nodes that answer each data command by what they were asked and in which state the connection was. */
final class EchoNodes implements LaneDialer {
    /** A connection as a node has it. */
    static final class Connection {
        final NodeRole node;
        final EmbeddedChannel channel = new EmbeddedChannel();
        final EchoConnection state;
        private final StringBuilder answers = new StringBuilder();

        Connection(NodeRole node) {
            this.node = node;
            this.state = new EchoConnection(node.word());
        }

        void read() {
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                state.receive(bytes.toString(StandardCharsets.ISO_8859_1));
                bytes.release();
            }
            answers.append(state.takeReplies());
        }

        boolean hasAnswers() {
            return channel.isOpen() && answers.length() > 0;
        }

        /** A part of what it has to say, or all of it. */
        void answer(Random random) {
            int length = random.nextInt(4) == 0 ? 1 + random.nextInt(answers.length()) : answers.length();
            String part = answers.substring(0, length);
            answers.delete(0, length);
            channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
        }
    }

    final List<Connection> connections = new ArrayList<>();

    @Override
    public Future<Lane> dial(EventLoop loop, NodeRole node, List<HandshakeStep> steps) {
        Promise<Lane> promise = loop.newPromise();
        Connection connection = new Connection(node);
        connections.add(connection);
        Lane lane = new Lane(node, connection.channel, RespLimits.defaults());
        // As a socket would, not before the caller has returned.
        connection
                .channel
                .eventLoop()
                .execute(() -> NodeHandshake.run(lane.channel(), steps, Duration.ofSeconds(1))
                        .addListener(done -> {
                            if (done.isSuccess()) {
                                promise.trySuccess(lane);
                            } else {
                                promise.tryFailure(done.cause());
                            }
                        }));
        return promise;
    }

    @Override
    public Future<?> replay(Lane lane, List<HandshakeStep> steps) {
        return NodeHandshake.run(lane.channel(), steps, Duration.ofSeconds(1));
    }

    @Override
    public boolean isLane(String address) {
        return false;
    }
}

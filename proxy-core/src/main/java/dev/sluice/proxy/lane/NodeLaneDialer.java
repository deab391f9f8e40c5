package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.node.handshake.NodeHandshake;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dials through node-link. Any thread. */
public final class NodeLaneDialer implements LaneDialer {
    /** Bytes written to a lane and not taken by the node, at which its client is read no more, and again. */
    private static final WriteBufferWaterMark BUFFER = new WriteBufferWaterMark(128 << 10, 256 << 10);

    /** When a node is down every client that tries again fails; the log need not tell of each. */
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger log = LoggerFactory.getLogger(NodeLaneDialer.class);

    private final NodeDialer dialer;
    private final Function<NodeRole, NodeSettings> nodes;
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);

    public NodeLaneDialer(NodeDialer dialer, Function<NodeRole, NodeSettings> nodes) {
        this.dialer = dialer;
        this.nodes = nodes;
    }

    @Override
    public Future<Lane> dial(EventLoop loop, NodeRole node, List<HandshakeStep> steps) {
        Promise<Lane> promise = loop.newPromise();
        NodeSettings settings = nodes.apply(node);
        dialer.dial(loop, settings, pipeline -> {}).addListener((Future<Channel> dialled) -> {
            if (!dialled.isSuccess()) {
                warn(node, dialled.cause());
                promise.tryFailure(dialled.cause());
                return;
            }
            dialled.getNow().config().setWriteBufferWaterMark(BUFFER);
            Lane lane = new Lane(node, dialled.getNow());
            NodeHandshake.run(lane.channel(), steps, settings.commandTimeout())
                    .addListener(replayed -> complete(promise, lane, replayed));
        });
        return promise;
    }

    private void warn(NodeRole node, Throwable cause) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last >= LOG_EVERY_NANOS && lastLogged.compareAndSet(last, now)) {
            log.warn("no lane to the {}: {}", node.word(), cause.getMessage());
        }
    }

    private static void complete(Promise<Lane> promise, Lane lane, Future<?> replayed) {
        if (!replayed.isSuccess()) {
            lane.close();
            promise.tryFailure(replayed.cause());
        } else if (!promise.trySuccess(lane)) {
            lane.close();
        }
    }

    @Override
    public Future<?> replay(Lane lane, List<HandshakeStep> steps) {
        return NodeHandshake.run(lane.channel(), steps, nodes.apply(lane.node()).commandTimeout());
    }
}

package dev.sluice.proxy.lane;

import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.node.handshake.NodeHandshake;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespValue;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final RespLimits replyLimits;
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_EVERY_NANOS);

    /**
     * @param nodes the settings of a node
     * @param limits what a client may send; what a node answers is not limited but by what the protocol can say, because the node
     *     has limits of its own
     */
    public NodeLaneDialer(NodeDialer dialer, Function<NodeRole, NodeSettings> nodes, LimitsSettings limits) {
        this.dialer = dialer;
        this.nodes = nodes;
        this.replyLimits =
                new RespLimits(Long.MAX_VALUE, Integer.MAX_VALUE, limits.maxInlineBytes(), limits.maxDepth(), 1, 1);
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
            remember(dialled.getNow());
            Lane lane = new Lane(node, dialled.getNow(), replyLimits);
            NodeHandshake.run(lane.channel(), LaneSteps.andId(steps), settings.commandTimeout())
                    .addListener((Future<List<RespValue>> replayed) -> complete(promise, lane, replayed));
        });
        return promise;
    }

    private void remember(Channel channel) {
        String address = address(channel.localAddress());
        addresses.add(address);
        channel.closeFuture().addListener(closed -> addresses.remove(address));
    }

    private static String address(SocketAddress socket) {
        return socket instanceof InetSocketAddress inet ? NetUtil.toSocketAddressString(inet) : String.valueOf(socket);
    }

    @Override
    public boolean isLane(String address) {
        return addresses.contains(address);
    }

    private void warn(NodeRole node, Throwable cause) {
        long now = System.nanoTime();
        long last = lastLogged.get();
        if (now - last >= LOG_EVERY_NANOS && lastLogged.compareAndSet(last, now)) {
            log.warn("no lane to the {}: {}", node.word(), cause.getMessage());
        }
    }

    private static void complete(Promise<Lane> promise, Lane lane, Future<List<RespValue>> replayed) {
        if (!replayed.isSuccess()) {
            lane.close();
            promise.tryFailure(replayed.cause());
            return;
        }
        List<RespValue> replies = replayed.getNow();
        int told = replies.size() - 1;
        if (replies.get(told) instanceof RespValue.Int id) {
            lane.nodeId(id.value());
        }
        boolean wantsPassword = replies.subList(0, told).stream()
                .anyMatch(reply -> reply instanceof RespValue.Error error
                        && error.message().startsWith("NOAUTH"));
        if (wantsPassword) {
            lane.unauthenticated();
        }
        if (!promise.trySuccess(lane)) {
            lane.close();
        }
    }

    @Override
    public Future<?> replay(Lane lane, List<HandshakeStep> steps) {
        return NodeHandshake.run(lane.channel(), steps, nodes.apply(lane.node()).commandTimeout());
    }
}

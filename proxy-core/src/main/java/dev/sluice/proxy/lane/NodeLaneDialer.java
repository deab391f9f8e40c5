package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.node.handshake.NodeHandshake;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.List;
import java.util.function.Function;

/** Dials through node-link. Any thread. */
public final class NodeLaneDialer implements LaneDialer {
    private final NodeDialer dialer;
    private final Function<NodeRole, NodeSettings> nodes;

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
                promise.tryFailure(dialled.cause());
                return;
            }
            Lane lane = new Lane(node, dialled.getNow());
            NodeHandshake.run(lane.channel(), steps, settings.commandTimeout())
                    .addListener(replayed -> complete(promise, lane, replayed));
        });
        return promise;
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

package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeStep;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;

/** Opens lanes. Sluice's own credentials are never used here: a lane acts as the clients that it serves. */
public interface LaneDialer {
    /**
     * Connects to {@code node} and, when there are steps, gives the connection that state.
     *
     * @return completes on {@code loop}; cancelling it closes what was opened
     */
    Future<Lane> dial(EventLoop loop, NodeRole node, List<HandshakeStep> steps);

    /**
     * Gives more state to a lane that has no reply outstanding. A lane on which this fails is closed.
     *
     * @return completes on the lane's loop
     */
    Future<?> replay(Lane lane, List<HandshakeStep> steps);

    /** Whether a lane is open whose own end has this address, {@code host:port}, which is how a node tells it. Any thread. */
    boolean isLane(String address);
}

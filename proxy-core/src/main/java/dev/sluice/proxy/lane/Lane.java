package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a node, a session's own or shared by several. Lives on one event loop, which is that of the sessions it
 * serves; nothing here is thread-safe. What is written is collected and leaves with {@link #flush}, once a turn of the loop.
 */
public final class Lane implements LoopTurn.Part {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final NodeRole node;
    private final Channel channel;
    private final LaneOutput output;
    private final LaneReplies replies;
    /** Who wait for the node to take bytes again. */
    private List<LaneUser> blocked = new ArrayList<>(0);

    private @Nullable LoopTurn turn;
    private @Nullable LaneKind kind;
    private boolean queued;
    private boolean paused;
    private boolean closed;
    private boolean retired;
    private boolean unauthenticated;
    private boolean proven;
    private int users;
    /** Slow clients for whose sake the node is not read. */
    private int stops;
    /** Read by other threads, too. */
    private volatile long nodeId;

    private Runnable onClose = () -> {};

    /** A lane over a connected channel, whose last handler it adds. */
    public Lane(NodeRole node, Channel channel, RespLimits replyLimits) {
        this.node = node;
        this.channel = channel;
        this.output = new LaneOutput(channel);
        this.replies = new LaneReplies(replyLimits);
        channel.pipeline().addLast(LaneHandler.NAME, new LaneHandler(this));
    }

    public NodeRole node() {
        return node;
    }

    public Channel channel() {
        return channel;
    }

    /** What the node calls this connection (CLIENT ID); 0 while that is not known. Any thread. */
    public long nodeId() {
        return nodeId;
    }

    public void nodeId(long id) {
        nodeId = id;
    }

    /** Whom it serves from now on, and with what it is flushed. */
    public void use(LaneKind newKind, LoopTurn loopTurn) {
        LaneKind before = kind;
        if (before == newKind || closed) {
            return;
        }
        turn = loopTurn;
        kind = newKind;
        // Many who share it write in small pieces; one alone passes on what was read as it is.
        output.copying(newKind == LaneKind.SHARED);
        if (before == null) {
            loopTurn.laneMetrics().laneOpened(newKind);
        } else {
            loopTurn.laneMetrics().laneChanged(before, newKind);
        }
    }

    // ---- users ----

    /** Whose it is alone, and who is given frames that answer nobody's command; null for nobody's. */
    public void owner(@Nullable LaneUser owner) {
        replies.owner(owner);
    }

    /** Told when the node, or the network, ended it. */
    public void onClose(Runnable listener) {
        onClose = listener;
    }

    /** Whether the node has answered anything since the lane came into use. */
    public boolean isProven() {
        return proven;
    }

    /** One more session sends its commands here. */
    public void join() {
        users++;
    }

    public void leave() {
        users--;
    }

    public int users() {
        return users;
    }

    /** Whoever shares it is to leave it as soon as its own replies have come; it is not offered any more. */
    public void retire() {
        retired = true;
    }

    public boolean isRetired() {
        return retired;
    }

    /** The node wants a password that this connection has not given: it limits what may be sent. */
    public void unauthenticated() {
        unauthenticated = true;
    }

    public boolean isUnauthenticated() {
        return unauthenticated;
    }

    // ---- out ----

    /** Takes over {@code bytes}. They leave with the next {@link #flush}; on a closed lane they are dropped. */
    public void write(ByteBuf bytes) {
        output.write(bytes);
        flushLater();
    }

    /** Whether so many bytes had better be given to {@link #copy} than as a reference. */
    public boolean copies(int length) {
        return output.copies(length);
    }

    /** Copies bytes. */
    public void copy(ByteBuf from, int index, int length) {
        output.copy(from, index, length);
        flushLater();
    }

    /** A command of {@code user} has been written that will be answered by one frame. */
    public void expectReply(LaneUser user) {
        replies.expect(user);
    }

    private void flushLater() {
        if (!queued) {
            queued = true;
            if (turn == null) {
                throw new IllegalStateException("a lane is written to before it is taken into use");
            }
            turn.lane(this);
        }
    }

    @Override
    public void flush() {
        queued = false;
        output.flush();
    }

    /** Bytes written since the last call. */
    @Override
    public long takeWritten() {
        return output.takeWritten();
    }

    public boolean isWritable() {
        return channel.isWritable();
    }

    /** Tells {@code user}, once, when the node takes bytes again. */
    public void awaitWritable(LaneUser user) {
        if (!blocked.contains(user)) {
            blocked.add(user);
        }
    }

    // ---- in ----

    /** The node is not read until {@link #continueReading} has been called as often as this. */
    public void stopReading() {
        stops++;
        channel.config().setAutoRead(false);
    }

    public void continueReading() {
        stops--;
        channel.config().setAutoRead(stops == 0);
    }

    /** Nothing that comes after the frame in progress is handed over, nor is much of it read, until {@link #proceed}. */
    public void pause() {
        if (!paused) {
            paused = true;
            replies.pause();
            stopReading();
        }
    }

    /** What was kept is handed over, and then what comes. */
    public void proceed() {
        if (!paused) {
            return;
        }
        paused = false;
        try {
            replies.proceed();
        } catch (RespProtocolException e) {
            misread(e);
        }
        continueReading();
    }

    /** Whether anybody but {@code user} waits for a reply. */
    public boolean hasOthersWaiting(LaneUser user) {
        return replies.hasOthers(user);
    }

    /** Whether no reply is outstanding. */
    public boolean isIdle() {
        return replies.isIdle();
    }

    public boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Closes the connection; nobody is told. */
    public void close() {
        ended();
        channel.close();
    }

    private void ended() {
        if (!closed) {
            closed = true;
            retired = true;
            if (kind != null && turn != null) {
                turn.laneMetrics().laneClosed(kind);
            }
        }
        output.release();
        replies.close();
    }

    void onBytes(ByteBuf bytes) {
        LoopTurn present = turn;
        if (closed || present == null) {
            bytes.release();
            return;
        }
        present.began();
        present.counts().fromNode += bytes.readableBytes();
        if (replies.owner() == null && replies.isIdle()) {
            // Nothing was asked: the node is about to close it, or it is not in the state we think.
            log.info("the {} said something unasked on a shared lane, which is closed", node.word());
            bytes.release();
            channel.close();
            return;
        }
        proven = true;
        try {
            replies.add(bytes);
        } catch (RespProtocolException e) {
            misread(e);
        }
    }

    private void misread(RespProtocolException e) {
        log.warn("the {} sent what is not RESP: {}", node.word(), e.getMessage());
        channel.close();
    }

    void onWritabilityChanged() {
        boolean writable = channel.isWritable();
        LaneUser owner = replies.owner();
        if (owner != null) {
            owner.onLaneWritable(writable);
        }
        if (writable && !blocked.isEmpty()) {
            List<LaneUser> waiting = blocked;
            blocked = new ArrayList<>(0);
            waiting.forEach(user -> user.onLaneWritable(true));
        }
    }

    void onClosed() {
        if (closed) {
            return;
        }
        ended();
        LaneUser owner = replies.owner();
        if (owner != null) {
            owner.onLaneClosed();
        }
        for (LaneUser user : replies.waiting()) {
            if (user != owner) {
                user.onLaneClosed();
            }
        }
        blocked.forEach(user -> user.onLaneWritable(true));
        blocked = new ArrayList<>(0);
        onClose.run();
    }
}

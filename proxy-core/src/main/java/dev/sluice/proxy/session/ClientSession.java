package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.node.handshake.HandshakeStep;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneListener;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client and its lane. Everything happens on the client channel's event loop. Joins the two directions, {@link
 * CommandPump} and {@link ReplyPump}, to the life of the two connections and to what the gate asks.
 *
 * <p>A client that shuts its output has its outstanding replies delivered first; what it has sent but what is held then is
 * given up, because a client that timed out and tries again must not have both run.
 */
public final class ClientSession implements LaneListener, StandbyLane.Listener {
    private static final Logger log = LoggerFactory.getLogger(ClientSession.class);

    private enum Phase {
        /** Commands are taken. */
        SERVING,
        /** No more commands; outstanding replies are delivered. */
        FINISHING,
        ENDED
    }

    private final long id;
    private final Channel client;
    private final SessionOwner owner;
    private final SessionTools tools;
    private final SessionState state = new SessionState();
    private final ExpectedReplies expected = new ExpectedReplies();
    private final ReadPause reading;
    private final CommandPump commands;
    private final ReplyPump replies;
    private final SessionReadiness readiness;

    private Phase phase = Phase.SERVING;
    private @Nullable Lane lane;
    private @Nullable Future<Lane> dialling;
    /** The client sent its last byte before there was a lane. */
    private boolean finishOnceDialled;

    private @Nullable StandbyLane standby;
    /** What ends the session after its last reply. */
    private @Nullable RespProtocolException lastWords;
    /** Commands whose reply will not come, because their end never left. */
    private int unfinished;

    private int turn;
    private long turnStarted;

    /** @param client does not read yet; {@link #start} makes it */
    public ClientSession(long id, Channel client, SessionOwner owner, SessionTools tools) {
        this.id = id;
        this.client = client;
        this.owner = owner;
        this.tools = tools;
        this.reading = new ReadPause(client);
        this.commands = new CommandPump(owner, tools, state, expected, reading, client.alloc());
        this.replies = new ReplyPump(client, tools, state, expected);
        this.readiness = new SessionReadiness(state, expected, commands);
    }

    /** Dials the active node; the client is read once that is done. */
    public void start() {
        dial(List.of());
        NodeRole prepared = owner.prepared();
        if (prepared != null) {
            prepare(prepared);
        }
    }

    private void dial(List<HandshakeStep> steps) {
        Future<Lane> started = tools.dialer().dial(client.eventLoop(), owner.active(), steps);
        dialling = started;
        started.addListener((Future<Lane> dialled) -> onDialled(dialled));
    }

    private void onDialled(Future<Lane> dialled) {
        if (dialled != dialling || phase == Phase.ENDED) {
            // The session has ended, or was switched while this was under way.
            if (dialled.isSuccess()) {
                dialled.getNow().close();
            }
            return;
        }
        dialling = null;
        if (dialled.isSuccess()) {
            attach(dialled.getNow());
            proceed();
            if (finishOnceDialled) {
                finish();
            }
            owner.progressed(this);
        } else {
            tools.metrics().connectFailed();
            log.debug("session {}: no lane", id, dialled.cause());
            end();
        }
    }

    private void attach(Lane fresh) {
        lane = fresh;
        fresh.listener(this);
        fresh.reading(client.isWritable());
        commands.lane(fresh);
        reading.set(ReadPause.NODE_SLOW, !fresh.isWritable());
        reading.set(ReadPause.NO_LANE, false);
    }

    /** Sends on what was waiting, if it need not wait any more. */
    private void proceed() {
        Lane present = lane;
        if (present != null && !present.isOpen()) {
            onLaneClosed();
            return;
        }
        if (phase == Phase.SERVING) {
            try {
                commands.retry();
            } catch (RespProtocolException e) {
                onProtocolError(e);
            }
        }
        finishIfDone();
        flush();
    }

    // ---- the client's side ----

    void onClientBytes(ByteBuf bytes) {
        if (phase != Phase.SERVING) {
            bytes.release();
            return;
        }
        beginTurn();
        try {
            commands.add(bytes);
        } catch (RespProtocolException e) {
            onProtocolError(e);
        }
    }

    void onClientReadComplete() {
        flush();
    }

    void onClientWritable(boolean writable) {
        Lane present = lane;
        if (present != null) {
            present.reading(writable);
        }
    }

    /** The client sends no more; it may still read. What it sent before there was a lane is still served. */
    void onClientEof() {
        if (phase == Phase.SERVING && dialling != null && lane == null) {
            reading.set(ReadPause.ENDING, true);
            finishOnceDialled = true;
        } else {
            finish();
        }
    }

    void onClientIdle() {
        if (expected.isEmpty() && !expected.ended() && !commands.suspended()) {
            end();
        }
    }

    void onClientClosed() {
        end();
    }

    private void onProtocolError(RespProtocolException error) {
        tools.metrics().protocolError();
        lastWords = error;
        finish();
    }

    /** Takes no more commands, gives up those that are held, and ends once everything sent is answered. */
    public void finish() {
        if (phase == Phase.SERVING) {
            phase = Phase.FINISHING;
            reading.set(ReadPause.ENDING, true);
            unfinished = commands.isStreaming() ? 1 : 0;
            commands.drop();
            finishIfDone();
        }
    }

    private void finishIfDone() {
        boolean nothingToWaitFor = lane == null || expected.ended() || expected.blocking() > 0;
        if (phase == Phase.FINISHING && (nothingToWaitFor || expected.size() <= unfinished)) {
            if (lastWords != null) {
                ByteBuf error = client.alloc().buffer();
                RespWriter.protocolError(error, lastWords);
                replies.send(error);
            }
            end();
        }
    }

    /** Ends it: the client gets what was answered so far, then its connection is closed, as a lost server does. */
    public void end() {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        commands.drop();
        Lane present = lane;
        if (present != null) {
            lane = null;
            present.close();
        }
        discardStandby();
        reading.set(ReadPause.ENDING, true);
        replies.flush();
        ChannelFuture sent = client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> client.close());
        if (!sent.isDone()) {
            long patience = tools.limits().drainTimeout().toMillis();
            Future<?> last = client.eventLoop().schedule(() -> client.close(), patience, TimeUnit.MILLISECONDS);
            client.closeFuture().addListener(closed -> last.cancel(false));
        }
        owner.ended(this);
    }

    // ---- the node's side ----

    @Override
    public void onLaneBytes(ByteBuf bytes) {
        beginTurn();
        Credentials before = state.context().credentials();
        try {
            replies.add(bytes);
        } catch (RespProtocolException e) {
            log.warn("session {}: the node sent what is not RESP: {}", id, e.getMessage());
            end();
            return;
        }
        Credentials now = state.context().credentials();
        if (now != null && !now.equals(before)) {
            owner.authenticated(now);
        }
        if (reading.has(ReadPause.OUTSTANDING)) {
            reading.set(ReadPause.OUTSTANDING, expected.size() > CommandPump.MAX_OUTSTANDING);
        }
        afterReplies();
    }

    private void afterReplies() {
        if (standby != null) {
            standby.refresh();
        }
        if (phase == Phase.FINISHING || commands.suspended()) {
            proceed();
        }
        if (owner.level() != HoldLevel.OPEN) {
            owner.progressed(this);
        }
    }

    @Override
    public void onLaneReadComplete() {
        flush();
    }

    @Override
    public void onLaneWritable(boolean writable) {
        reading.set(ReadPause.NODE_SLOW, !writable);
    }

    @Override
    public void onLaneClosed() {
        tools.metrics().laneLost();
        end();
    }

    private void beginTurn() {
        if (turnStarted == 0 && ProxyMetrics.sampled(turn)) {
            turnStarted = tools.clock().getAsLong();
        }
    }

    /** What this turn of the loop produced leaves, to the node first: it has work to do with it. */
    private void flush() {
        Lane present = lane;
        if (present != null) {
            present.flush();
            tools.metrics().toNode(present.takeWritten());
        }
        replies.flush();
        turn++;
        if (turnStarted != 0) {
            tools.metrics().addedLatency(tools.clock().getAsLong() - turnStarted);
            turnStarted = 0;
        }
    }

    // ---- what the gate asks ----

    /** Starts to keep a second lane. */
    public void prepare(NodeRole node) {
        if (standby == null && phase == Phase.SERVING) {
            StandbyLane fresh = new StandbyLane(client.eventLoop(), node, tools, state, this);
            standby = fresh;
            fresh.refresh();
        }
    }

    public void discardStandby() {
        StandbyLane present = standby;
        if (present != null) {
            standby = null;
            present.close();
        }
    }

    /** Whether the second lane is there, in the state that the session is in. */
    public boolean isStandbyReady() {
        return standby != null && standby.isReady();
    }

    @Override
    public void onStandbyReady() {
        owner.progressed(this);
    }

    @Override
    public void onStandbyFailed(Throwable cause) {
        owner.standbyFailed(this, String.valueOf(cause.getMessage()));
    }

    /** Lets commands go that need not wait at the owner's level of now. */
    public void resume() {
        proceed();
    }

    /**
     * The session's lane is at another node from now on. Nothing may be outstanding.
     *
     * @return what the session was doing, for the report
     */
    public String switchTo(NodeRole node) {
        final Lane old = lane;
        String doing = commands.suspended() ? "held" : "idle";
        StandbyLane ready = standby;
        if (ready != null && ready.node() == node && ready.isReady()) {
            standby = null;
            dialling = null;
            attach(ready.take());
        } else {
            doing = "redialled";
            discardStandby();
            lane = null;
            commands.lane(null);
            reading.set(ReadPause.NO_LANE, true);
            dial(SessionReplay.steps(state.context(), state.served()));
        }
        replies.restart();
        if (old != null) {
            old.close();
        }
        return doing;
    }

    /** What the gate waits for, and what stands in its way. */
    public SessionReadiness readiness() {
        return readiness;
    }

    public long id() {
        return id;
    }

    /** The client's address, {@code host:port}. */
    public String address() {
        String text = String.valueOf(client.remoteAddress());
        return text.substring(text.indexOf('/') + 1);
    }

    public SessionContext context() {
        return state.context();
    }
}

package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import dev.sluice.proxy.lane.Credentials;
import dev.sluice.proxy.lane.DropReason;
import dev.sluice.proxy.lane.FrameSorter;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.LaneUser;
import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. Everything happens on the client channel's event loop. Joins the two directions, {@link
 * CommandPump} and {@link ReplyPump}, to the life of the two connections and to what the gate asks.
 *
 * <p>A client that shuts its output has its outstanding replies delivered first; what it has sent but what is held then is
 * given up, because a client that timed out and tries again must not have both run.
 */
public final class ClientSession
        implements LaneUser, SessionLanes.Listener, CommandPump.Listener, SlowReader.Listener, StandbyLane.Listener {
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
    private final ClientOutput output;
    private final SessionLanes lanes;
    private final SessionTransaction transaction;
    private final SessionBlocking blocking;
    private final CommandPump commands;
    private final ReplyPump replies;
    private final ListeningFrames listening;
    private final SessionMove move;
    private final SlowReader slow;
    private final SessionReadiness readiness;
    private final SessionDescription card;

    private Phase phase = Phase.SERVING;
    /** The client sent its last byte while a command waited for a lane. */
    private boolean finishOnceSent;

    /** What the client is told after its last reply. */
    private @Nullable ByteBuf lastWords;
    /** Commands whose reply will not come, because their end never left. */
    private int unfinished;

    /** @param client does not read yet; {@link #start} makes it */
    public ClientSession(long id, Channel client, SessionOwner owner, SessionTools tools) {
        this.id = id;
        this.client = client;
        this.owner = owner;
        this.tools = tools;
        this.reading = new ReadPause(client);
        this.output = new ClientOutput(client, owner.turn(), tools.buffers());
        this.lanes = new SessionLanes(client.eventLoop(), owner, tools, state, expected, this, this);
        this.transaction = new SessionTransaction(owner, tools, state, expected, this);
        SelfReplies selves = new SelfReplies(tools, id, () -> owner.turn().millis());
        AddedCommands added = new AddedCommands(state, expected, lanes.cover(), this, selves);
        this.blocking = new SessionBlocking(owner, tools, state, expected, lanes, added);
        SessionParts parts = new SessionParts(selves, transaction, blocking, added, lanes.cover());
        this.commands =
                new CommandPump(owner, tools, state, expected, reading, lanes, this, this, parts, client.alloc());
        this.replies = new ReplyPump(output, tools, state, expected, parts);
        this.listening = new ListeningFrames(output, state, expected, replies, tools.requestLimits());
        this.move = new SessionMove(state, expected, lanes, commands, blocking);
        this.slow = new SlowReader(client.eventLoop(), output, reading, lanes, owner, tools, this);
        this.readiness = new SessionReadiness(state, expected, commands, transaction, blocking);
        this.card = new SessionDescription(
                id,
                client,
                state,
                expected,
                commands,
                lanes,
                this::end,
                owner.turn().millis());
    }

    /** From now on the client is read. */
    public void start() {
        tools.directory().add(card);
        lanes.start();
        reading.set(ReadPause.NOT_STARTED, false);
        NodeRole prepared = owner.prepared();
        if (prepared != null) {
            prepare(prepared);
        }
    }

    @Override
    public void onLaneAvailable() {
        if (phase != Phase.ENDED) {
            proceed();
            owner.progressed(this);
        }
    }

    @Override
    public void onLaneUnavailable(Throwable cause) {
        if (phase != Phase.ENDED) {
            tools.metrics().connectFailed();
            log.debug("session {}: no lane", id, cause);
            end();
        }
    }

    @Override
    public void onLaneChanged(@Nullable Lane lane, boolean own) {
        slow.onLaneChanged();
        if (lane != null) {
            transaction.restore(lane);
        }
        reading.set(ReadPause.NODE_SLOW, lane != null && !lane.isWritable());
        move.refresh();
    }

    /** Sends on what was waiting, if it need not wait any more. */
    private void proceed() {
        if (phase == Phase.SERVING) {
            blocking.proceed();
            try {
                commands.retry();
            } catch (RespProtocolException e) {
                onProtocolError(e);
            }
            if (finishOnceSent && !commands.suspended()) {
                finish();
            }
        }
        finishIfDone();
    }

    // ---- the client's side ----

    void onClientBytes(ByteBuf bytes) {
        if (phase != Phase.SERVING) {
            bytes.release();
            return;
        }
        owner.turn().began();
        card.active(owner.turn().millis());
        try {
            commands.add(bytes);
        } catch (RespProtocolException e) {
            onProtocolError(e);
        }
    }

    void onClientWritable(boolean writable) {
        slow.onClientWritable(writable);
    }

    /** The client sends no more; it may still read. What waits for a lane is still served, what the gate holds is not. */
    void onClientEof() {
        boolean waits = commands.suspended() && !commands.isHeld() && !blocking.isOpen();
        if (phase == Phase.SERVING && waits) {
            reading.set(ReadPause.ENDING, true);
            finishOnceSent = true;
        } else {
            finish();
        }
    }

    @Override
    public void onQuit() {
        lastWords = Unpooled.copiedBuffer("+OK\r\n", StandardCharsets.US_ASCII);
        finish();
    }

    @Override
    public void onHttp() {
        finish();
    }

    void onClientIdle() {
        if (readiness.isIdle()) {
            end();
        }
    }

    void onClientClosed() {
        end();
    }

    private void onProtocolError(RespProtocolException error) {
        tools.metrics().protocolError();
        ByteBuf words = Unpooled.buffer();
        RespWriter.protocolError(words, error);
        lastWords = words;
        finish();
    }

    @Override
    public void onTooSlow(DropReason reason) {
        log.info("session {} ({}) is closed: {}", id, address(), reason.word());
        owner.turn().laneMetrics().dropped(reason);
        end();
    }

    /** Takes no more commands, gives up those that are held, and ends once everything sent is answered. */
    public void finish() {
        if (phase == Phase.SERVING) {
            phase = Phase.FINISHING;
            reading.set(ReadPause.ENDING, true);
            unfinished = commands.isStreaming() ? 1 : 0;
            commands.drop();
            blocking.giveUpHeld();
            finishIfDone();
        }
    }

    private void finishIfDone() {
        boolean endless = expected.ended() || expected.blocking() > 0;
        boolean nothingToWaitFor = lanes.lane() == null || (endless && lastWords == null);
        if (phase == Phase.FINISHING && (nothingToWaitFor || expected.size() <= unfinished)) {
            ByteBuf words = lastWords;
            if (words != null) {
                lastWords = null;
                replies.say(words);
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
        blocking.forget();
        slow.close();
        lanes.close();
        transaction.close();
        discardStandby();
        reading.set(ReadPause.ENDING, true);
        output.flush();
        output.close();
        ChannelFuture sent = client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> client.close());
        if (!sent.isDone()) {
            long patience = tools.limits().drainTimeout().toMillis();
            Future<?> last = client.eventLoop().schedule(() -> client.close(), patience, TimeUnit.MILLISECONDS);
            client.closeFuture().addListener(closed -> last.cancel(false));
        }
        tools.directory().remove(id);
        owner.ended(this);
    }

    // ---- the node's side ----

    @Override
    public int onReply(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete) {
        // A client that has gone is owed nothing, but its replies still come.
        return phase == Phase.ENDED ? stop : replies.onReply(frame, bytes, unforwarded, start, stop, complete);
    }

    @Override
    public @Nullable FrameSorter sorter() {
        return state.subscriptions().isActive() ? listening : null;
    }

    @Override
    public void onReplyBytes(ByteBuf bytes) {
        if (phase == Phase.ENDED) {
            bytes.release();
        } else {
            output.send(bytes);
        }
    }

    @Override
    public void onReplies() {
        if (phase == Phase.ENDED) {
            return;
        }
        Credentials credentials = state.takeAuthenticated();
        if (credentials != null) {
            owner.authenticated(credentials);
        }
        if (reading.has(ReadPause.OUTSTANDING)) {
            reading.set(ReadPause.OUTSTANDING, commands.isFull());
        }
        if (replies.takeLarge()) {
            lanes.onLargeReply();
        }
        slow.onReplies();
        lanes.onReplies(commands.isStreaming() || blocking.isHeld());
        move.refresh();
        if (phase == Phase.FINISHING || commands.suspended() || blocking.isOpen()) {
            proceed();
        }
        if (owner.level() != HoldLevel.OPEN) {
            move.advance();
            owner.progressed(this);
        }
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

    // ---- what the gate asks ----

    /** Starts to have what it takes to be switched to {@code node}. */
    public void prepare(NodeRole node) {
        if (!move.isPrepared() && phase == Phase.SERVING) {
            move.prepare(new SessionStandby(client.eventLoop(), node, owner, tools, state, lanes, transaction, this));
        }
    }

    /** Looks again at what it has at the other node: a lane there may have been lost. */
    public void refreshStandby() {
        move.refresh();
    }

    public void discardStandby() {
        move.discard();
    }

    /** Whether a lane is there for it, in the state that the session is in. */
    public boolean isStandbyReady() {
        return move.isReady();
    }

    @Override
    public void onStandbyReady() {
        move.advance();
        owner.progressed(this);
    }

    @Override
    public void onStandbyFailed(Throwable cause) {
        owner.standbyFailed(this, String.valueOf(cause.getMessage()));
    }

    /** Everything is held, and the other node has all that this one had: what is heard from now on is heard there. */
    public void settle() {
        move.settle();
    }

    /** Whether nothing that this node has replicated can reach the client twice, or not at all, once everything is answered. */
    public boolean isSettled() {
        return move.isSettled();
    }

    /** Lets commands go that need not wait at the owner's level of now. */
    public void resume() {
        move.end();
        proceed();
    }

    /**
     * The node that serves is another one from now on. Nothing may be outstanding.
     *
     * @return what the session was doing, for the report
     */
    public String switchTo(NodeRole node) {
        String doing = move.doing();
        Lane ready = move.take(node);
        if (ready == null && state.subscriptions().isActive()) {
            // Its second lane was lost a moment ago, and messages with it, which a closed connection tells.
            end();
            return "closed";
        }
        transaction.switching();
        state.oneShot().moved();
        if (TrackingMode.isPushed(state.context())) {
            output.send(TrackingMode.flush());
        }
        return lanes.switchTo(ready) ? "redialled" : doing;
    }

    /** What the gate waits for, and what stands in its way. */
    public SessionReadiness readiness() {
        return readiness;
    }

    /** What it is blocked in. */
    public SessionBlocking blocking() {
        return blocking;
    }

    public long id() {
        return id;
    }

    /** The client's address, {@code host:port}. */
    public String address() {
        return card.address();
    }

    public SessionContext context() {
        return state.context();
    }
}

package dev.sluice.replication.relay;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node that follows Sluice: its handshake, and after PSYNC the way its snapshot and stream go out and its acknowledgements
 * come in. Every reply is one whole write: half a line would block the node. All methods on the event loop.
 */
public final class ReceiverLink extends ChannelInboundHandlerAdapter {
    private enum State {
        HANDSHAKE,
        /** PSYNC waits for its answer; a bare {@code \n} each second keeps the node from repeating it. */
        PARKED,
        FED,
        CLOSED
    }

    private static final long KEEPALIVE_MILLIS = 1000;
    private static final int MAX_REQUEST_BYTES = 16 * 1024;
    private static final ByteBuf NEWLINE =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(1).writeByte('\n').asReadOnly());
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverLink.class);

    private final RelaySettings settings;
    private final HandshakeReplies handshake;
    private final RelayListener listener;
    private final RespValueDecoder requests = RespValueDecoder.requests(RespLimits.defaults(), MAX_REQUEST_BYTES);
    private State state = State.HANDSHAKE;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ScheduledFuture<?> ticks;
    private @Nullable LinkObserver observer;
    private PsyncRequest request = PsyncRequest.FULL;
    private long lastRead;

    ReceiverLink(RelaySettings settings, RelayUsers users, RelayListener listener) {
        this.settings = settings;
        this.handshake = new HandshakeReplies(users);
        this.listener = listener;
    }

    /** Who this is, by its password. */
    public NodeRole role() {
        return Objects.requireNonNull(handshake.role(), "asked before authentication");
    }

    /** What it asked for. */
    public PsyncRequest request() {
        return request;
    }

    /** Whether the node can take a snapshot whose end is marked. */
    boolean takesMarkedSnapshot() {
        return handshake.capaEof();
    }

    public boolean isOpen() {
        return state != State.CLOSED;
    }

    /** The answer comes later. */
    public void park() {
        if (state == State.HANDSHAKE) {
            state = State.PARKED;
        }
    }

    /** From now on fed: nothing is sent but what {@link #write} is given. */
    void feed(LinkObserver by) {
        if (state != State.CLOSED) {
            state = State.FED;
            observer = by;
            lastRead = now();
        }
    }

    boolean isWritable() {
        return state == State.FED && context().channel().isWritable();
    }

    /** Takes over the buffer. */
    void write(ByteBuf bytes) {
        if (state == State.FED) {
            context().write(bytes, context().voidPromise());
        } else {
            bytes.release();
        }
    }

    void flush() {
        if (state == State.FED) {
            context().flush();
        }
    }

    ByteBuf buffer(int capacity) {
        return context().alloc().directBuffer(capacity);
    }

    /** Closes without a word: once what was written has gone, or at once when the node does not take it. */
    public void close(String reason) {
        if (state != State.CLOSED) {
            LOG.info("closing the replication link of {}: {}", handshake.who(), reason);
            end(reason);
            if (context().channel().isWritable()) {
                context()
                        .writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(done -> context().close());
            } else {
                context().close();
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        ctx = added;
        lastRead = now();
        ticks = added.executor()
                .scheduleAtFixedRate(this::onTick, KEEPALIVE_MILLIS, KEEPALIVE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        Objects.requireNonNull(ticks).cancel(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            lastRead = now();
            while (in.isReadable() && state != State.CLOSED) {
                RespValue value = requests.decode(in);
                if (value instanceof RespValue.Array array && !array.elements().isEmpty()) {
                    onRequest(array.elements());
                }
            }
        } catch (RespProtocolException e) {
            close("it sent what no replica sends: " + e.getMessage());
        } finally {
            in.release();
        }
    }

    private void onRequest(List<RespValue> elements) {
        List<byte[]> words = new ArrayList<>();
        for (RespValue element : elements) {
            words.add(element instanceof RespValue.Bulk bulk ? bulk.bytes() : new byte[0]);
        }
        ReplicaRequest parsed = ReplicaRequest.parse(words);
        switch (parsed.kind()) {
            case ACK -> {
                if (observer != null) {
                    observer.onAck(parsed.offset());
                }
            }
            case PSYNC -> onPsync(parsed.psync());
            case HANDSHAKE -> {
                String reply = state == State.HANDSHAKE ? handshake.reply(words) : null;
                if (reply != null) {
                    context()
                            .writeAndFlush(
                                    ByteBufUtil.writeUtf8(context().alloc(), reply),
                                    context().voidPromise());
                }
                String trouble = handshake.trouble();
                if (trouble != null) {
                    listener.onTrouble(trouble);
                    close(trouble);
                }
            }
            case OTHER -> close("it asked for something that no replica asks for");
        }
    }

    private void onPsync(PsyncRequest asked) {
        if (state != State.HANDSHAKE || handshake.role() == null) {
            close("PSYNC out of turn");
            return;
        }
        request = asked;
        LOG.info("the {} asks for PSYNC {} {}", role().word(), asked.replidText(), asked.next());
        listener.onPsync(this, asked);
    }

    private void onTick() {
        if (state == State.PARKED) {
            context().writeAndFlush(NEWLINE.duplicate(), context().voidPromise());
            return;
        }
        long silent = now() - lastRead;
        if (state == State.HANDSHAKE && silent > settings.handshakeTimeout().toNanos()) {
            close("no PSYNC within " + settings.handshakeTimeout().toSeconds() + " s");
        } else if (state == State.FED && silent > settings.linkTimeout().toNanos()) {
            close("silent for " + settings.linkTimeout().toSeconds() + " s");
        } else if (observer != null) {
            observer.onTick();
        }
    }

    /** While a full copy was promised and has not begun, the node is kept waiting as if it were parked. */
    void keepWaiting() {
        if (state == State.FED) {
            context().writeAndFlush(NEWLINE.duplicate(), context().voidPromise());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (observer != null && from.channel().isWritable()) {
            observer.onWritable();
        }
        from.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        end("the node closed the connection");
        from.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        LOG.debug("replication link failed", cause);
        end("the connection failed: " + cause.getMessage());
        from.close();
    }

    private void end(String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            LinkObserver told = observer;
            observer = null;
            if (told != null) {
                told.onClosed(reason);
            }
        }
    }

    private long now() {
        return context().executor().ticker().nanoTime();
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(ctx);
    }
}

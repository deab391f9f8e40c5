package dev.sluice.replication.link;

import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the node that is captured from: handshake, PSYNC, snapshot, stream. The socket is always read; whoever
 * listens puts the bytes on disk. Bare {@code \n} before the stream are keepalives and count for nothing.
 */
final class SourceLink extends ChannelInboundHandlerAdapter {
    private enum State {
        HANDSHAKE,
        /** Logged in; it is not decided yet what to ask for. */
        READY,
        PSYNC,
        SNAPSHOT_HEADER,
        SNAPSHOT,
        /** The snapshot is here; the node sends the stream only after an ACK that it noticed. */
        AWAITING_STREAM,
        STREAM,
        CLOSED
    }

    /** While the stream does not flow yet: an ACK right after the snapshot can be ignored, its child not being reaped. */
    private static final long IMPATIENT_MILLIS = 100;

    private static final int MAX_READ_BYTES = 256 * 1024;
    private static final byte[] GETACK_END = "GETACK\r\n$1\r\n*\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Logger LOG = LoggerFactory.getLogger(SourceLink.class);

    private final LinkSettings settings;
    private final CaptureListener listener;
    private final Runnable onAttached;
    private final LineReader lines = new LineReader();
    private final ReplicaHandshake handshake = new ReplicaHandshake();
    private State state = State.HANDSHAKE;
    private @Nullable SnapshotReader snapshot;
    private @Nullable ScheduledFuture<?> ticks;
    private long lastRead;
    private long lastAcknowledge;
    private @Nullable String end;
    private boolean refused;
    private boolean busy;

    /** @param onAttached told when the node has granted a full or partial resync */
    SourceLink(LinkSettings settings, CaptureListener listener, Runnable onAttached) {
        this.settings = settings;
        this.listener = listener;
        this.onAttached = onAttached;
    }

    /** Why the connection ended, null for no reason of its own. */
    @Nullable
    String end() {
        return end;
    }

    /** Whether it ended by a refusal that another try hardly changes. */
    boolean isRefused() {
        return refused;
    }

    /** Whether it ended because the node said "not now". */
    boolean isBusy() {
        return busy;
    }

    boolean isStreaming() {
        return state == State.STREAM || state == State.AWAITING_STREAM;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(2048, 16384, MAX_READ_BYTES));
        lastRead = now(ctx);
        ticks = ctx.executor()
                .scheduleAtFixedRate(() -> onTick(ctx), IMPATIENT_MILLIS, IMPATIENT_MILLIS, TimeUnit.MILLISECONDS);
        ByteBuf out = ctx.alloc().buffer();
        handshake.write(out, settings.node(), settings.listeningPort(), settings.announceVersion());
        ctx.writeAndFlush(out, ctx.voidPromise());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        Objects.requireNonNull(ticks).cancel(false);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            lastRead = now(ctx);
            while (in.isReadable() && state != State.CLOSED) {
                read(ctx, in);
            }
        } catch (LinkProtocolException e) {
            close(ctx, String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
    }

    private void read(ChannelHandlerContext ctx, ByteBuf in) throws LinkProtocolException {
        switch (state) {
            case HANDSHAKE, READY, PSYNC, SNAPSHOT_HEADER -> {
                String line = lines.read(in);
                if (line != null && !line.isEmpty()) {
                    onLine(ctx, line);
                }
            }
            case SNAPSHOT -> {
                if (Objects.requireNonNull(snapshot).read(in, listener::onSnapshotBytes) && state == State.SNAPSHOT) {
                    endSnapshot(ctx);
                }
            }
            case AWAITING_STREAM -> {
                if (in.getByte(in.readerIndex()) == '\n') {
                    in.skipBytes(1);
                } else {
                    state = State.STREAM;
                }
            }
            case STREAM -> onStream(in);
            case CLOSED -> in.skipBytes(in.readableBytes());
        }
    }

    private void onLine(ChannelHandlerContext ctx, String line) throws LinkProtocolException {
        switch (state) {
            case HANDSHAKE -> onHandshakeReply(ctx, line);
            case READY -> throw new LinkProtocolException("a reply that nobody asked for");
            case PSYNC -> onPsyncReply(ctx, PsyncReply.parse(line));
            default -> {
                if (line.startsWith("-")) {
                    close(ctx, "the node gave up its snapshot: " + LineReader.text(line));
                    return;
                }
                SnapshotReader reader = SnapshotReader.of(line);
                snapshot = reader;
                state = State.SNAPSHOT;
                listener.onSnapshotStart(reader.totalBytes());
                if (reader.totalBytes() == 0 && state == State.SNAPSHOT) {
                    endSnapshot(ctx);
                }
            }
        }
    }

    private void onHandshakeReply(ChannelHandlerContext ctx, String line) {
        String problem = handshake.onReply(line);
        if (problem != null) {
            busy = PsyncReply.isTransient(line);
            refused = !busy;
            close(ctx, problem);
        } else if (handshake.isDone()) {
            state = State.READY;
            ask(ctx);
        }
    }

    /** Sends PSYNC, if the handshake is done and it is decided what to ask for. */
    void ask(ChannelHandlerContext ctx) {
        PsyncRequest request = state == State.READY ? listener.request() : null;
        if (request != null) {
            state = State.PSYNC;
            ByteBuf out = ctx.alloc().buffer();
            RespWriter.command(out, "PSYNC", request.replidText(), Long.toString(request.next()));
            ctx.writeAndFlush(out, ctx.voidPromise());
        }
    }

    private void onPsyncReply(ChannelHandlerContext ctx, PsyncReply reply) {
        switch (reply.kind()) {
            case FULL_RESYNC -> {
                state = State.SNAPSHOT_HEADER;
                if (!listener.onFullResync(Objects.requireNonNull(reply.start()))) {
                    close(ctx, "the node offers a full copy only");
                } else if (state != State.CLOSED) {
                    onAttached.run();
                }
            }
            case CONTINUE -> {
                state = State.STREAM;
                onAttached.run();
                listener.onContinue(reply.replid());
            }
            case RETRY, REFUSED -> {
                refused = reply.kind() == PsyncReply.Kind.REFUSED;
                busy = !refused;
                close(ctx, "PSYNC was answered with " + LineReader.text(reply.text()));
            }
        }
    }

    private void endSnapshot(ChannelHandlerContext ctx) {
        state = State.AWAITING_STREAM;
        snapshot = null;
        listener.onSnapshotEnd();
        acknowledge(ctx);
    }

    private void onStream(ByteBuf in) {
        boolean asked = asksForAck(in);
        listener.onStream(in);
        in.skipBytes(in.readableBytes());
        if (asked && state == State.STREAM) {
            listener.onAcknowledgeDue();
        }
    }

    /** A node that asks does so last, and waits. Bytes of a value that look the same cost one ACK more. */
    private static boolean asksForAck(ByteBuf in) {
        int at = in.writerIndex() - GETACK_END.length;
        if (at < in.readerIndex()) {
            return false;
        }
        for (int i = 0; i < GETACK_END.length; i++) {
            if (in.getByte(at + i) != GETACK_END[i]) {
                return false;
            }
        }
        return true;
    }

    /** Tells the node what is durable here. Without effect before the stream. */
    void acknowledge(ChannelHandlerContext ctx) {
        if (isStreaming()) {
            ByteBuf out = ctx.alloc().buffer();
            RespWriter.command(out, "REPLCONF", "ACK", Long.toString(listener.acknowledged()));
            ctx.writeAndFlush(out, ctx.voidPromise());
        }
    }

    private void onTick(ChannelHandlerContext ctx) {
        long now = now(ctx);
        if (now - lastRead > settings.linkTimeout().toNanos()) {
            close(ctx, "the node was silent for " + settings.linkTimeout().toSeconds() + " s");
            return;
        }
        boolean due = now - lastAcknowledge >= settings.ackInterval().toNanos();
        if (state == State.AWAITING_STREAM || (due && state == State.STREAM)) {
            lastAcknowledge = now;
            acknowledge(ctx);
        }
        if (due) {
            lastAcknowledge = now;
            listener.onAcknowledgeDue();
        }
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }

    void close(ChannelHandlerContext ctx, String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            end = reason;
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("replication link failed", cause);
        close(ctx, "the connection failed: " + cause.getMessage());
    }
}

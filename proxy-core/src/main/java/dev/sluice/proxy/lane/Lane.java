package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a node. Lives on one event loop, which is that of the session it serves; nothing here is thread-safe.
 * Writes are collected and leave with {@link #flush}, one a turn of the loop.
 */
public final class Lane {
    private final NodeRole node;
    private final Channel channel;
    private @Nullable LaneListener listener;
    private boolean unflushed;
    private boolean closed;
    private long written;

    /** A lane over a connected channel, whose last handler it adds. */
    public Lane(NodeRole node, Channel channel) {
        this.node = node;
        this.channel = channel;
        channel.pipeline().addLast(LaneHandler.NAME, new LaneHandler(this));
    }

    public NodeRole node() {
        return node;
    }

    public Channel channel() {
        return channel;
    }

    /** Who is told from now on; null for nobody, whose bytes are dropped. */
    public void listener(@Nullable LaneListener newListener) {
        listener = newListener;
    }

    /** Takes over {@code bytes}. They leave with the next {@link #flush}; on a closed lane they are dropped. */
    public void write(ByteBuf bytes) {
        unflushed = true;
        written += bytes.readableBytes();
        // A void promise costs nothing a write; a failure reaches LaneHandler.exceptionCaught, and the channel has
        // released
        // the bytes then.
        channel.write(bytes, channel.voidPromise());
    }

    public void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    /** Bytes written since the last call. */
    public long takeWritten() {
        long bytes = written;
        written = 0;
        return bytes;
    }

    public boolean isWritable() {
        return channel.isWritable();
    }

    /** Stops or continues reading from the node. */
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    public boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Closes the connection; nobody is told. */
    public void close() {
        listener = null;
        channel.close();
    }

    void onBytes(ByteBuf bytes) {
        LaneListener to = listener;
        if (to == null) {
            bytes.release();
        } else {
            to.onLaneBytes(bytes);
        }
    }

    void onReadComplete() {
        LaneListener to = listener;
        if (to != null) {
            to.onLaneReadComplete();
        }
    }

    void onWritabilityChanged() {
        LaneListener to = listener;
        if (to != null) {
            to.onLaneWritable(channel.isWritable());
        }
    }

    void onClosed() {
        LaneListener to = listener;
        if (!closed) {
            closed = true;
            if (to != null) {
                to.onLaneClosed();
            }
        }
    }
}

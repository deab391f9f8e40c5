package dev.sluice.proxy.lane;

import io.netty.buffer.ByteBuf;

/** Whoever a lane belongs to. Called on the lane's event loop. */
public interface LaneListener {
    /** Bytes from the node; the listener owns {@code bytes} and releases them. */
    void onLaneBytes(ByteBuf bytes);

    /** This turn's bytes have all been delivered: time to flush what they led to. */
    void onLaneReadComplete();

    /** The node takes bytes more slowly than they come ({@code false}), or keeps up again. */
    void onLaneWritable(boolean writable);

    /** The connection is gone, whoever ended it. Called at most once. */
    void onLaneClosed();
}

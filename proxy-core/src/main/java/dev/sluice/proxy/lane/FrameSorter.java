package dev.sluice.proxy.lane;

import dev.sluice.resp.FrameScanner;
import io.netty.buffer.ByteBuf;

/**
 * Tells which frames answer a command, on a lane with one user whose frames are not one to a command: one that is subscribed, or
 * monitors. Called on the lane's event loop, for every frame.
 */
public interface FrameSorter {
    /** As {@link LaneUser#onReply}, for any frame, also one that answers nothing. */
    int onFrame(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete);

    /** Asked once for each frame that is complete: whether the command whose turn it is has its whole answer with it. */
    boolean answered();
}

package dev.sluice.proxy.lane;

import dev.sluice.resp.FrameScanner;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Who sends commands on a lane and is given their replies. Called on the lane's event loop. */
public interface LaneUser {
    /**
     * A part of the reply whose turn it is, or all of it. Bytes from {@code unforwarded} on are handed over later with {@link
     * #onReplyBytes}, unless this call takes care of them.
     *
     * @param frame has scanned up to {@code stop}
     * @param start where this part starts, {@code stop} where it ends
     * @param complete whether the reply ends at {@code stop}
     * @return where the bytes that are still to be handed over start: {@code unforwarded}, or up to {@code stop}
     */
    int onReply(FrameScanner frame, ByteBuf bytes, int unforwarded, int start, int stop, boolean complete);

    /** Asked of a lane's owner before each frame: who tells what it answers; null when all but pushes are replies in turn. */
    default @Nullable FrameSorter sorter() {
        return null;
    }

    /** Bytes for the user as they are, who owns them now. Frames that answer nobody's command come here, too. */
    void onReplyBytes(ByteBuf bytes);

    /** Some replies have come, and before others there may be a pause: time to act upon them. */
    void onReplies();

    /** After {@link Lane#awaitWritable}, or for the owner of a lane at any time: it takes bytes again, or does not. */
    void onLaneWritable(boolean writable);

    /** The connection is gone, whoever ended it, and with it the replies that were outstanding. At most once a lane. */
    void onLaneClosed();
}

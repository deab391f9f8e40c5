package dev.sluice.proxy.lane;

import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import io.netty.buffer.ByteBuf;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Gives each user of a lane the replies to its commands. Bytes are scanned once, here; what comes in one piece for one user
 * is handed over in one piece.
 */
final class LaneReplies {
    private final FrameScanner scanner;
    private final ReplyTurns turns = new ReplyTurns();
    private @Nullable LaneUser owner;
    private boolean closed;

    LaneReplies(RespLimits limits) {
        this.scanner = FrameScanner.replies(limits);
    }

    /** Who is given what answers no command; null for nobody, then such bytes are dropped. */
    void owner(@Nullable LaneUser newOwner) {
        owner = newOwner;
    }

    @Nullable
    LaneUser owner() {
        return owner;
    }

    /** A command of {@code user} has been written that is answered by one frame. */
    void expect(LaneUser user) {
        turns.add(user);
    }

    boolean hasOthers(LaneUser user) {
        return turns.hasOthers(user);
    }

    boolean isIdle() {
        return turns.isEmpty();
    }

    Collection<LaneUser> waiting() {
        return turns.waiting();
    }

    /** Nothing more is handed over. */
    void close() {
        closed = true;
    }

    /**
     * Takes over bytes of the node.
     *
     * @throws RespProtocolException when they are not RESP; what came before has been handed over
     */
    void add(ByteBuf bytes) {
        int to = bytes.writerIndex();
        int position = bytes.readerIndex();
        int unforwarded = position;
        LaneUser user = null;
        try {
            while (position < to && !closed) {
                int end = scanner.scan(bytes, position, to);
                int stop = end < 0 ? to : end;
                LaneUser waiting = scanner.isPush() ? null : turns.peek();
                LaneUser next = waiting == null ? owner : waiting;
                if (next != user) {
                    endRun(user, bytes, unforwarded, position);
                    user = next;
                    unforwarded = position;
                }
                if (waiting != null) {
                    unforwarded = waiting.onReply(scanner, bytes, unforwarded, position, stop, end >= 0);
                    if (end >= 0) {
                        turns.poll();
                    }
                }
                position = stop;
            }
        } finally {
            boolean whole = unforwarded == bytes.readerIndex() && position == to;
            if (user != null && whole && !closed) {
                user.onReplyBytes(bytes);
                user.onReplies();
            } else {
                endRun(user, bytes, unforwarded, position);
                bytes.release();
            }
        }
    }

    private void endRun(@Nullable LaneUser user, ByteBuf bytes, int from, int to) {
        if (user == null || closed) {
            return;
        }
        if (to > from) {
            user.onReplyBytes(bytes.retainedSlice(from, to - from));
        }
        user.onReplies();
    }
}

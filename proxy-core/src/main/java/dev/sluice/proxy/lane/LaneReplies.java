package dev.sluice.proxy.lane;

import dev.sluice.resp.FrameScanner;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespProtocolException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Gives each user of a lane the replies to its commands. Bytes are scanned once, here; what comes in one piece for one user
 * is handed over in one piece.
 */
final class LaneReplies {
    private final FrameScanner scanner;
    private final ReplyTurns turns = new ReplyTurns();
    private final Deque<ByteBuf> waiting = new ArrayDeque<>(0);
    private @Nullable LaneUser owner;
    /** Who sorts the frame in progress. */
    private @Nullable FrameSorter sorting;

    private boolean paused;
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

    /** What comes after the frame in progress is kept as it is, until {@link #proceed}. */
    void pause() {
        paused = true;
    }

    /** @throws RespProtocolException as {@link #add} */
    void proceed() {
        paused = false;
        while (!paused && !waiting.isEmpty()) {
            add(waiting.remove());
        }
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
        waiting.forEach(ByteBuf::release);
        waiting.clear();
    }

    /**
     * Takes over bytes of the node.
     *
     * @throws RespProtocolException when they are not RESP; what came before has been handed over
     */
    void add(ByteBuf bytes) {
        if (paused) {
            waiting.add(bytes);
            return;
        }
        int to = bytes.writerIndex();
        int position = bytes.readerIndex();
        int unforwarded = position;
        LaneUser user = null;
        try {
            while (position < to && !closed && !paused) {
                if (!scanner.inFrame()) {
                    sorting = owner == null ? null : owner.sorter();
                }
                int end = scanner.scan(bytes, position, to);
                int stop = end < 0 ? to : end;
                LaneUser turn = scanner.isPush() || sorting != null ? null : turns.peek();
                LaneUser next = turn == null ? owner : turn;
                if (next != user) {
                    endRun(user, bytes, unforwarded, position);
                    user = next;
                    unforwarded = position;
                }
                unforwarded = handOver(turn, bytes, unforwarded, position, stop, end >= 0);
                position = stop;
            }
        } finally {
            keepFrom(bytes, position, to);
            finish(user, bytes, unforwarded, position);
        }
    }

    /** @param turn whose command it may answer; null for nobody's, or when that is the sorter's to tell */
    private int handOver(
            @Nullable LaneUser turn, ByteBuf bytes, int unforwarded, int from, int stop, boolean complete) {
        FrameSorter sorter = sorting;
        int rest = unforwarded;
        boolean answered = turn != null;
        if (sorter != null) {
            rest = sorter.onFrame(scanner, bytes, unforwarded, from, stop, complete);
            answered = complete && sorter.answered() && !turns.isEmpty();
        } else if (turn != null) {
            rest = turn.onReply(scanner, bytes, unforwarded, from, stop, complete);
        }
        if (complete && answered) {
            turns.poll();
        }
        return rest;
    }

    private void keepFrom(ByteBuf bytes, int position, int to) {
        if (paused && !closed && position < to) {
            waiting.addFirst(bytes.retainedSlice(position, to - position));
        }
    }

    private void finish(@Nullable LaneUser user, ByteBuf bytes, int unforwarded, int position) {
        boolean whole = unforwarded == bytes.readerIndex() && position == bytes.writerIndex();
        if (user != null && whole && !closed) {
            user.onReplyBytes(bytes);
            user.onReplies();
        } else {
            endRun(user, bytes, unforwarded, position);
            bytes.release();
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

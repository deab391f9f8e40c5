package dev.sluice.replication.relay;

import dev.sluice.replication.guard.StreamGuard;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.spool.SnapshotFile;
import dev.sluice.replication.spool.Spool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Gives one node what the spool has: a snapshot if it needs one, then the stream, as fast as its connection takes it and never
 * more than that ahead. Belongs to one answered PSYNC and ends with its connection. All methods on the event loop.
 */
public final class Feed implements LinkObserver {
    private enum State {
        /** A full copy was promised, its length or end mark is not known yet. */
        SNAPSHOT_AWAITED,
        SNAPSHOT,
        /** After an end mark nothing may follow until the node has acknowledged: it would be taken for the snapshot. */
        ACK_AWAITED,
        STREAM,
        ENDED
    }

    private static final int CHUNK_BYTES = 2 * StreamGuard.MAX_WHOLE_BYTES;
    private static final int MARK_BYTES = 20;

    private final ReceiverLink link;
    private final Spool spool;
    private final StreamGuard guard;
    private final FeedListener listener;
    private State state = State.ENDED;
    private @Nullable String mark;
    private long snapshotSent;
    private long next;

    public Feed(ReceiverLink link, Spool spool, StreamGuard guard, FeedListener listener) {
        this.link = link;
        this.spool = spool;
        this.guard = guard;
        this.listener = listener;
    }

    /** Answers with a partial resync: the stream from the requested byte on, under the spool's present id. */
    public void partial(PsyncRequest request) {
        begin(State.STREAM, request.next(), "+CONTINUE " + spool.history().replid() + "\r\n");
    }

    /** Answers with the snapshot in the spool, which may still arrive, and the stream after it. */
    public void full(SnapshotFile snapshot) {
        begin(
                State.SNAPSHOT_AWAITED,
                snapshot.offset() + 1,
                "+FULLRESYNC " + spool.history().replid() + " " + snapshot.offset() + "\r\n");
    }

    private void begin(State first, long nextByte, String line) {
        state = first;
        next = nextByte;
        link.feed(this);
        send(line);
        link.flush();
        pump();
    }

    /** Last offset of the stream passed on. */
    public long sent() {
        return next - 1;
    }

    public long snapshotSent() {
        return snapshotSent;
    }

    /** Whether the stream is being passed on. */
    public boolean isStreaming() {
        return state == State.STREAM;
    }

    /**
     * More was spooled: passes it on. A feed that is at the end of the spool need not read it back.
     *
     * @param appended what was spooled last; lent
     * @param first offset of its first byte
     */
    public void pump(ByteBuf appended, long first) {
        if (state == State.STREAM && next == first && link.isWritable()) {
            pass(appended.retainedSlice());
        }
        pump();
    }

    /** Passes on what the connection takes. To be called when there is more. */
    public void pump() {
        try {
            while (link.isWritable() && step()) {
                // step by step, until there is nothing more or no room
            }
            link.flush();
        } catch (IOException e) {
            close("the spool cannot be read");
            listener.onFeedFailed(e);
        }
    }

    /** Ends the feed and its connection; the listener is not told. */
    public void close(String reason) {
        if (state != State.ENDED) {
            state = State.ENDED;
            link.close(reason);
        }
    }

    /** One chunk; false when there is nothing to send now. */
    private boolean step() throws IOException {
        return switch (state) {
            case SNAPSHOT_AWAITED -> snapshotHeader();
            case SNAPSHOT -> snapshotChunk();
            case STREAM -> streamChunk();
            case ACK_AWAITED, ENDED -> false;
        };
    }

    private boolean snapshotHeader() {
        SnapshotFile snapshot = spool.snapshot();
        if (snapshot == null) {
            close("the snapshot is gone");
            return false;
        }
        if (snapshot.totalBytes() >= 0) {
            send("$" + snapshot.totalBytes() + "\r\n");
        } else if (link.takesMarkedSnapshot() && snapshot.length() > 0) {
            byte[] random = new byte[MARK_BYTES];
            new SecureRandom().nextBytes(random);
            mark = HexFormat.of().formatHex(random);
            send("$EOF:" + mark + "\r\n");
        } else {
            return false; // its length is known when it is complete
        }
        state = State.SNAPSHOT;
        return true;
    }

    private boolean snapshotChunk() throws IOException {
        SnapshotFile snapshot = spool.snapshot();
        if (snapshot == null) {
            close("the snapshot is gone");
            return false;
        }
        long there = snapshot.length() - snapshotSent;
        if (there > 0) {
            ByteBuf chunk = link.buffer((int) Math.min(CHUNK_BYTES, there));
            try {
                snapshotSent += snapshot.read(snapshotSent, chunk, chunk.capacity());
                link.write(chunk.retain());
            } finally {
                chunk.release();
            }
            return true;
        }
        if (!snapshot.isComplete()) {
            return false;
        }
        if (mark != null) {
            send(mark);
            state = State.ACK_AWAITED;
        } else {
            state = State.STREAM;
        }
        link.flush();
        listener.onSnapshotSent();
        return true;
    }

    private boolean streamChunk() throws IOException {
        int available = (int) Math.min(CHUNK_BYTES, spool.last() - next + 1);
        if (available <= 0) {
            return false;
        }
        ByteBuf chunk = link.buffer(available);
        try {
            while (chunk.readableBytes() < available) {
                spool.read(next + chunk.readableBytes(), chunk, available - chunk.readableBytes());
            }
            return pass(chunk.retain());
        } finally {
            chunk.release();
        }
    }

    /** Sends of a chunk what the guard admits; takes the chunk over. False when that is nothing. */
    private boolean pass(ByteBuf chunk) {
        int admitted = guard.admit(chunk, chunk.readerIndex(), chunk.writerIndex());
        next += admitted;
        if (admitted > 0) {
            link.write(chunk.writerIndex(chunk.readerIndex() + admitted));
        } else {
            chunk.release();
        }
        String refusal = guard.refusal();
        if (refusal != null) {
            link.flush();
            refused(refusal);
        }
        return admitted > 0 && refusal == null;
    }

    private void refused(String reason) {
        close("the stream stops before a command that it would refuse");
        listener.onRefused(reason, next);
    }

    private void send(String text) {
        ByteBuf line = link.buffer(text.length());
        ByteBufUtil.writeAscii(line, text);
        link.write(line);
    }

    @Override
    public void onAck(long offset) {
        if (state == State.ACK_AWAITED) {
            state = State.STREAM;
        }
        if (state == State.STREAM && offset >= spool.first() - 1 && offset <= sent()) {
            listener.onApplied(offset);
        }
        pump();
    }

    @Override
    public void onTick() {
        if (state == State.SNAPSHOT_AWAITED) {
            link.keepWaiting();
        }
    }

    @Override
    public void onWritable() {
        pump();
    }

    @Override
    public void onClosed(String reason) {
        if (state != State.ENDED) {
            state = State.ENDED;
            listener.onFeedClosed(reason);
        }
    }
}

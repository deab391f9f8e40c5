package dev.sluice.proxy.session;

import dev.sluice.proxy.lane.LoopTurn;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What goes to a client: collected, and sent at the end of the loop's turn. */
final class ClientOutput implements LoopTurn.Part {
    /** Longest piece that is copied when the client does not keep up, so that it keeps no large buffer alive. */
    private static final int COPIED_BYTES = 4096;

    private final Channel client;
    private final LoopTurn turn;
    private final BufferBudget budget;
    private boolean queued;
    private boolean congested;
    private boolean closed;
    private long written;
    /** What the budget has been told. */
    private long accounted;

    ClientOutput(Channel client, LoopTurn turn, BufferBudget budget) {
        this.client = client;
        this.turn = turn;
        this.budget = budget;
    }

    /** Takes over {@code bytes}. */
    void send(ByteBuf bytes) {
        int length = bytes.readableBytes();
        written += length;
        // A void promise costs nothing a write; failures reach the pipeline's exceptionCaught.
        client.write(congested && length <= COPIED_BYTES ? copy(bytes, length) : bytes, client.voidPromise());
        if (!queued) {
            queued = true;
            turn.client(this);
        }
    }

    private ByteBuf copy(ByteBuf bytes, int length) {
        try {
            return client.alloc().directBuffer(length, length).writeBytes(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void flush() {
        if (queued) {
            queued = false;
            client.flush();
            account();
        }
    }

    /** Brings the budget up to date with what waits for the client. */
    void account() {
        long waiting = pending();
        congested = waiting > 0;
        if (waiting != accounted && !closed) {
            budget.add(waiting - accounted);
            accounted = waiting;
        }
    }

    @Override
    public long takeWritten() {
        long bytes = written;
        written = 0;
        return bytes;
    }

    /** Bytes that the client has not taken yet. */
    long pending() {
        ChannelOutboundBuffer buffer = client.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    boolean isWritable() {
        return client.isWritable();
    }

    /** Nothing is sent any more, and what was not taken is given up. */
    void close() {
        closed = true;
        if (accounted != 0) {
            budget.add(-accounted);
            accounted = 0;
        }
    }
}

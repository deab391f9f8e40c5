package dev.sluice.proxy.session;

import dev.sluice.proxy.lane.DropReason;
import dev.sluice.proxy.lane.Lane;
import dev.sluice.proxy.lane.PinReason;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a client that takes its replies more slowly than they come. Its requests are not read any more. On its own
 * lane the node is not read either, so that the pressure reaches it. On a shared lane the others must not wait: what is
 * outstanding is buffered, and the session gets its own lane; when that is more than {@code slow-client-buffer} the lane waits
 * for the client after all, and if others wait behind it and the client hardly moves for {@code slow-client-timeout}, it is
 * closed, as a server does that reaches its output buffer limit.
 */
final class SlowReader {
    /** How it speaks to its session. */
    interface Listener {
        /** The client has to go, for the sake of the others. */
        void onTooSlow(DropReason reason);
    }

    /** How often an own lane that was stopped for want of memory is looked at again. */
    private static final long RECHECK_MILLIS = 5;

    private final EventLoop loop;
    private final ClientOutput output;
    private final ReadPause reading;
    private final SessionLanes lanes;
    private final SessionOwner owner;
    private final SessionTools tools;
    private final Listener listener;

    /** The lane that is not read because of this client. */
    private @Nullable Lane stopped;

    private @Nullable ScheduledFuture<?> timer;
    private long pendingBefore;

    SlowReader(
            EventLoop loop,
            ClientOutput output,
            ReadPause reading,
            SessionLanes lanes,
            SessionOwner owner,
            SessionTools tools,
            Listener listener) {
        this.loop = loop;
        this.output = output;
        this.reading = reading;
        this.lanes = lanes;
        this.owner = owner;
        this.tools = tools;
        this.listener = listener;
    }

    void onClientWritable(boolean writable) {
        output.account();
        if (writable) {
            reading.set(ReadPause.CLIENT_SLOW, false);
            goOn();
        } else if (lanes.isOwn()) {
            stop(lanes.lane());
        } else {
            reading.set(ReadPause.CLIENT_SLOW, true);
            lanes.keepOwn(PinReason.SLOW_READER);
        }
    }

    /** More was written to the client. */
    void onReplies() {
        if (output.isWritable() || stopped != null) {
            if (tools.buffers().isExceeded() && stopped == null && output.pending() > 0) {
                onMemoryShort();
            }
            return;
        }
        Lane lane = lanes.lane();
        if (lane == null || lanes.isOwn()) {
            return;
        }
        if (output.pending() > tools.limits().slowClientBufferBytes()) {
            owner.pool().retire(lane);
            stop(lane);
            watch(lane);
        } else if (tools.buffers().isExceeded()) {
            listener.onTooSlow(DropReason.BUFFER_LIMIT);
        }
    }

    /** All clients together have too much waiting: one with an own lane waits until it has taken what is there. */
    private void onMemoryShort() {
        Lane lane = lanes.lane();
        if (lane != null && lanes.isOwn()) {
            stop(lane);
            timer = loop.schedule(this::recheck, RECHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void recheck() {
        timer = null;
        output.account();
        if (output.pending() == 0 || (output.isWritable() && !tools.buffers().isExceeded())) {
            goOn();
        } else if (stopped != null) {
            timer = loop.schedule(this::recheck, RECHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void watch(Lane lane) {
        pendingBefore = output.pending();
        timer = loop.schedule(
                () -> onTime(lane), tools.limits().slowClientTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void onTime(Lane lane) {
        timer = null;
        long taken = pendingBefore - output.pending();
        if (stopped != lane) {
            return;
        }
        if (lane.hasOthersWaiting(lanes.user()) && taken < tools.limits().clientBufferBytes()) {
            listener.onTooSlow(DropReason.SLOW_READER);
        } else {
            watch(lane);
        }
    }

    private void stop(@Nullable Lane lane) {
        if (lane != null && stopped == null) {
            stopped = lane;
            lane.stopReading();
        }
    }

    private void goOn() {
        Lane waiting = stopped;
        stopped = null;
        cancel();
        if (waiting != null) {
            waiting.continueReading();
        }
    }

    /** The session has another lane: the one before is nothing to it, and the new one must not run ahead of the client. */
    void onLaneChanged() {
        goOn();
        if (output.isWritable()) {
            return;
        }
        reading.set(ReadPause.CLIENT_SLOW, !lanes.isOwn());
        if (lanes.isOwn()) {
            stop(lanes.lane());
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    void close() {
        goOn();
    }
}

package dev.sluice.replication.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the node that is captured from, until it is stopped: a lost one is dialled again, at once when it
 * had lived for a while, otherwise after a pause that grows to the reconnect delay. All methods on the event loop.
 */
public final class Capture {
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private final EventLoop loop;
    private final LinkDialer dialer;
    private final LinkSettings settings;
    private final CaptureListener listener;
    private @Nullable Future<Channel> dialling;
    private @Nullable ScheduledFuture<?> pause;
    private @Nullable SourceLink link;
    private @Nullable ChannelHandlerContext context;
    private int failures;
    private long attachedAt;
    private boolean attached;
    private boolean stopped;

    public Capture(EventLoop loop, LinkDialer dialer, LinkSettings settings, CaptureListener listener) {
        this.loop = loop;
        this.dialer = dialer;
        this.settings = settings;
        this.listener = listener;
    }

    /** Dials for the first time. */
    public void start() {
        dial();
    }

    /** Closes the connection; the listener is told nothing any more. */
    public void stop() {
        stopped = true;
        closeAll("stopped");
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Whether the node has granted a resync on the present connection. */
    public boolean isUp() {
        return attached;
    }

    /** Gives up the present connection, if any, and dials at once. */
    public void reconnect() {
        if (!stopped) {
            closeAll("asked to reconnect");
            failures = 0;
            dial();
        }
    }

    /** A connection that waits with its PSYNC sends it now; one that is not that far will not wait. */
    public void ask() {
        SourceLink present = link;
        ChannelHandlerContext ctx = context;
        if (present != null && ctx != null) {
            present.ask(ctx);
        }
    }

    /** Tells the node what is durable here, when the stream flows. */
    public void acknowledge() {
        SourceLink present = link;
        ChannelHandlerContext ctx = context;
        if (present != null && ctx != null) {
            present.acknowledge(ctx);
        }
    }

    private void closeAll(String reason) {
        Future<Channel> dial = dialling;
        SourceLink present = link;
        ChannelHandlerContext ctx = context;
        dialling = null;
        link = null;
        context = null;
        attached = false;
        if (pause != null) {
            pause.cancel(false);
            pause = null;
        }
        if (dial != null) {
            dial.cancel(false);
        }
        if (present != null && ctx != null) {
            present.close(ctx, reason);
        }
    }

    private void dial() {
        pause = null;
        Future<Channel> dial = dialler();
        dialling = dial;
        dial.addListener(done -> {
            if (dialling != dial) {
                return; // given up meanwhile
            }
            dialling = null;
            if (!done.isSuccess()) {
                lost(String.valueOf(Objects.requireNonNull(done.cause()).getMessage()), false);
            }
        });
    }

    private Future<Channel> dialler() {
        return dialer.dial(loop, settings.node(), pipeline -> {
            SourceLink fresh = new SourceLink(settings, listener, this::onAttached);
            link = fresh;
            pipeline.addLast(fresh);
            context = pipeline.context(fresh);
            pipeline.channel().closeFuture().addListener(closed -> onClosed(fresh));
        });
    }

    private void onAttached() {
        attached = true;
        attachedAt = System.nanoTime();
    }

    private void onClosed(SourceLink closed) {
        if (link != closed) {
            return; // given up by this side
        }
        boolean lived = attached
                && System.nanoTime() - attachedAt > settings.reconnectDelay().toNanos();
        link = null;
        context = null;
        attached = false;
        if (lived) {
            failures = 0;
        }
        String reason = Objects.requireNonNullElse(closed.end(), "the node closed the connection");
        if (closed.isRefused() && !listener.onRefused(reason)) {
            stop();
        } else if (!stopped) {
            lost(reason, closed.isBusy());
        }
    }

    private void lost(String reason, boolean busy) {
        LOG.info("replication link from the {}: {}", settings.node().role().word(), reason);
        listener.onLinkDown(reason, busy);
        if (stopped || pause != null || dialling != null || link != null) {
            return; // the listener has stopped or reconnected it
        }
        long millis = failures == 0
                ? 0
                : Math.min(settings.reconnectDelay().toMillis(), FIRST_PAUSE_MILLIS << Math.min(failures - 1, 16));
        failures++;
        pause = loop.schedule(this::dial, millis, TimeUnit.MILLISECONDS);
    }
}

package dev.sluice.replication.control;

import dev.sluice.replication.guard.ReceiverLimits;
import dev.sluice.replication.guard.StreamGuard;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.relay.Feed;
import dev.sluice.replication.relay.FeedListener;
import dev.sluice.replication.relay.PsyncTable;
import dev.sluice.replication.relay.PsyncTable.Answer;
import dev.sluice.replication.relay.PsyncTable.LaneView;
import dev.sluice.replication.relay.ReceiverLink;
import dev.sluice.replication.spool.SnapshotFile;
import dev.sluice.replication.spool.Spool;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The second half of a lane: answers the receiver's PSYNC, feeds it, and takes its acknowledgements. */
final class Delivery implements FeedListener {
    private static final int MAX_UNFINISHED = 2;

    private final Lane lane;
    private final LaneState state;
    /** The receiver's newest connection, waiting or fed. */
    private @Nullable ReceiverLink link;

    private @Nullable Feed feed;
    private @Nullable StreamGuard guard;
    private @Nullable Position accepted;
    /** What the receiver's request was answered with last. */
    private Answer answer = Answer.WAIT;

    private @Nullable CompletableFuture<Void> answered;
    /** Full copies given since the receiver has last applied anything. */
    private int unfinished;

    Delivery(Lane lane) {
        this.lane = lane;
        this.state = lane.state();
    }

    /** The receiver asks; a connection that it had before is of no more use. */
    void onPsync(ReceiverLink asking) {
        dropLink("the node has connected anew");
        link = asking;
        decide(asking);
    }

    /** Something has changed: a node that waits may be answered now. */
    void reconsider() {
        ReceiverLink waiting = link;
        if (waiting != null && feed == null) {
            decide(waiting);
        }
    }

    /** Whether this request would be answered by a partial resync at once. */
    boolean wouldContinue(PsyncRequest request) {
        return PsyncTable.decide(request, view()) == Answer.PARTIAL;
    }

    /** Accepts, in spite of its id, a standby that was promoted at this position and follows again; null for none. */
    void accept(@Nullable Position promoted) {
        accepted = promoted;
    }

    /** Completes when the receiver has been answered by a partial resync; at once when it is fed already. */
    CompletableFuture<Void> answered() {
        CompletableFuture<Void> stage = lane.awaited();
        if (feed != null && feed.isStreaming()) {
            stage.complete(null);
        } else {
            answered = stage;
        }
        return stage;
    }

    void limits(ReceiverLimits limits) {
        if (guard != null) {
            guard.limits(limits);
        } else {
            reconsider();
        }
    }

    /** Where a receiver stands that waits because it is ahead of the spool; null when none does. */
    @Nullable
    Position aheadOfSpool() {
        ReceiverLink waiting = link;
        Spool spool = lane.spool();
        if (waiting == null || feed != null || spool == null || !waiting.isOpen()) {
            return null;
        }
        Position at = waiting.request().position();
        return at != null && spool.history().contains(at) && at.offset() > spool.last() ? at : null;
    }

    /** Ends what is fed; a node that waits for its answer goes on waiting. */
    void dropFeed(String reason) {
        if (feed != null) {
            dropLink(reason);
        }
    }

    void dropLink(String reason) {
        ReceiverLink dropped = link;
        Feed ended = feed;
        link = null;
        feed = null;
        guard = null;
        state.applyUp = false;
        if (ended != null) {
            ended.close(reason);
        }
        if (dropped != null) {
            dropped.close(reason);
        }
    }

    private LaneView view() {
        Spool spool = lane.spool();
        if (spool == null) {
            return new LaneView(null, 0, -1, state.captureUp, false, lane.refill(), accepted);
        }
        return new LaneView(
                spool.history(),
                spool.first(),
                spool.last(),
                state.captureUp,
                spool.snapshot() != null,
                lane.refill(),
                accepted);
    }

    private void decide(ReceiverLink asking) {
        if (!asking.isOpen()) {
            return;
        }
        if (lane.isFailed()) {
            asking.park();
            return;
        }
        if (lane.context().receivers.get(lane.to()) == null) {
            state.applyProblem = "it is not known yet what the " + lane.to().word() + " can apply";
            asking.park();
            return;
        }
        PsyncRequest request = asking.request();
        answer = PsyncTable.decide(request, view());
        switch (answer) {
            case PARTIAL -> partial(asking, request);
            case FULL -> full(asking);
            case WAIT -> asking.park();
            case REWIND -> {
                asking.park();
                lane.askFor(request, "the " + lane.to().word() + " stands below the spool");
            }
            case RECAPTURE -> {
                asking.park();
                state.to(Phase.CONNECTING, "the " + lane.to().word() + " needs a full copy");
                lane.askFor(PsyncRequest.FULL, "the " + lane.to().word() + " needs a full copy");
            }
            case SILENCE -> {
                asking.park();
                state.applyProblem = "the " + lane.to().word() + " asks for a position outside the history ("
                        + request.replidText() + " " + request.next() + "); it is not given a full copy";
            }
        }
    }

    private void partial(ReceiverLink asking, PsyncRequest request) {
        Feed started = newFeed(asking);
        state.partialSyncs.incrementAndGet();
        lane.context().syncs.partial.incrementAndGet();
        state.resumedAt(request.next() - 1, System.nanoTime());
        state.to(Phase.STREAMING, "the " + lane.to().word() + " goes on after " + (request.next() - 1));
        started.partial(request);
        noteSent();
        lane.followed();
        if (answered != null) {
            answered.complete(null);
            answered = null;
        }
    }

    private void full(ReceiverLink asking) {
        SnapshotFile snapshot =
                Objects.requireNonNull(Objects.requireNonNull(lane.spool()).snapshot());
        Feed started = newFeed(asking);
        state.fullSyncs.incrementAndGet();
        lane.context().syncs.full.incrementAndGet();
        state.applied = -1;
        state.to(Phase.SNAPSHOT, "the " + lane.to().word() + " gets a full copy");
        unfinished++;
        if (unfinished > MAX_UNFINISHED) {
            state.applyProblem = "the " + lane.to().word() + " took " + (unfinished - 1)
                    + " full copies and applied none of them: its own log tells why";
        }
        started.full(snapshot);
        noteSent();
    }

    private Feed newFeed(ReceiverLink asking) {
        StreamGuard fresh = new StreamGuard();
        ReceiverLimits limits = lane.context().receivers.get(lane.to());
        if (limits != null) {
            fresh.limits(limits);
        }
        Feed started = new Feed(asking, Objects.requireNonNull(lane.spool()), fresh, this);
        guard = fresh;
        feed = started;
        state.applyUp = true;
        state.applyProblem = null;
        return started;
    }

    /** This was captured, and its first byte has this offset. */
    void pump(ByteBuf appended, long first) {
        if (feed != null) {
            feed.pump(appended, first);
            noteSent();
        } else if (answer == Answer.WAIT) {
            reconsider();
        }
    }

    /** There is more to pass on. */
    void pump() {
        if (feed != null) {
            feed.pump();
            noteSent();
        } else if (answer == Answer.WAIT) {
            reconsider();
        }
    }

    private void noteSent() {
        if (feed != null) {
            state.sent = feed.sent();
            state.snapshotSent = feed.snapshotSent();
        }
    }

    /** The spool is full: what the receiver has acknowledged is not kept for it any longer. */
    void makeRoom() throws IOException {
        Spool spool = lane.spool();
        long applied = state.applied;
        if (spool == null || applied < 0) {
            return;
        }
        spool.trimBelow(applied + 1);
        SnapshotFile snapshot = spool.snapshot();
        if (snapshot != null && snapshot.isComplete() && applied >= snapshot.offset()) {
            spool.dropSnapshot();
        }
    }

    /** Told by someone who has just asked the node itself. */
    void observeApplied(long offset) {
        if (feed != null && feed.isStreaming() && offset > state.applied && offset <= feed.sent()) {
            state.applied(offset);
        }
    }

    @Override
    public void onSnapshotSent() {
        noteSent();
    }

    @Override
    public void onApplied(long offset) {
        state.to(Phase.STREAMING, "the " + lane.to().word() + " applies the stream");
        if (unfinished > 0) {
            unfinished = 0;
            state.applyProblem = null;
        }
        if (offset > state.applied) {
            state.applied(offset);
        }
        noteSent();
        Spool spool = lane.spool();
        try {
            if (spool != null) {
                spool.trimBelow(offset - lane.context().settings.spoolRetainBytes());
            }
        } catch (IOException e) {
            lane.fail("the spool cannot be trimmed: " + e.getMessage());
        }
    }

    @Override
    public void onRefused(String reason, long offset) {
        feed = null;
        state.sent = offset - 1;
        lane.failLossy("stopped before offset " + offset + ", a command that the "
                + lane.to().word() + " would drop: " + reason);
    }

    @Override
    public void onFeedFailed(IOException failure) {
        lane.fail("the spool cannot be read: " + failure.getMessage());
    }

    @Override
    public void onFeedClosed(String reason) {
        noteSent();
        feed = null;
        link = null;
        guard = null;
        state.applyUp = false;
        state.applyProblem = "the link to the " + lane.to().word() + " is down: " + reason;
    }
}

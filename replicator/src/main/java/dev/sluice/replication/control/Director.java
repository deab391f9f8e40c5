package dev.sluice.replication.control;

import dev.sluice.config.NodeRole;
import dev.sluice.replication.guard.ReceiverLimits;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.relay.ReceiverLink;
import dev.sluice.replication.relay.RelayListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which lane there is, and which of them a node that asks belongs to. Between {@link #awaitDemoted} and its outcome,
 * {@link #commitReverse} or {@link #restore}, an attempt is undecided: the node captured from may ask, as a demoted one, and
 * is kept waiting, and so is a standby that was promoted. All methods on the event loop.
 */
final class Director implements RelayListener {
    private static final Logger LOG = LoggerFactory.getLogger(Director.class);

    private final LaneContext context;
    private volatile @Nullable Lane lane;
    private @Nullable Lane reverse;
    /** The PSYNC of the node captured from, unanswered. */
    private volatile @Nullable ReceiverLink withheld;
    /** The PSYNC of the receiver that cannot be answered before the attempt is decided. */
    private @Nullable ReceiverLink undecided;

    private @Nullable CompletableFuture<Position> demoted;
    private boolean attempt;
    private volatile @Nullable String trouble;

    Director(LaneContext context) {
        this.context = context;
    }

    /** The lane in force; any thread. */
    @Nullable
    Lane lane() {
        return lane;
    }

    /** What is wrong at the replication port; null for nothing. Any thread. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** A lane from a spool where there is one, else by a full copy. */
    CompletableFuture<Snapshot> start(NodeRole from, String announceVersion) throws IOException {
        return newLane(from, announceVersion).start();
    }

    /** The lane that a former process had. A reverse lane whose spool is gone cannot be had again. */
    void resume(NodeRole from, String announceVersion) throws IOException {
        Lane resumed = newLane(from, announceVersion);
        if (resumed.spool() == null && !resumed.refill()) {
            resumed.failLossy("the spool from the " + from.word() + " is gone");
        } else {
            resumed.resume();
        }
    }

    private Lane newLane(NodeRole from, String announceVersion) throws IOException {
        context.layout.prepare();
        context.receivers.load();
        context.layout.clear(from.other());
        Lane fresh = new Lane(context, from, from == NodeRole.SOURCE, announceVersion);
        try {
            fresh.adoptSpool();
        } catch (IOException e) {
            LOG.warn("the spool from the {} cannot be taken up: {}", from.word(), e.getMessage());
        }
        lane = fresh;
        return fresh;
    }

    void limits(NodeRole node, ReceiverLimits limits) {
        context.receivers.put(node, limits);
        context.disk.execute(() -> context.receivers.store(node));
        Lane present = lane;
        if (present != null && present.to() == node) {
            present.delivery().limits(limits);
        }
    }

    void observeApplied(NodeRole node, long offset) {
        Lane present = lane;
        if (present != null && present.to() == node) {
            present.delivery().observeApplied(offset);
        }
    }

    /** Completes with the position that the node captured from states when it asks to follow. */
    CompletableFuture<Position> awaitDemoted(NodeRole node) throws ReplicationException, IOException {
        Lane present = present();
        if (node != present.from()) {
            throw new ReplicationException("the " + node.word() + " is not the node that is captured from");
        }
        attempt = true;
        prepareReverse(present);
        CompletableFuture<Position> stage = present.awaited();
        demoted = stage;
        tellDemoted();
        return stage;
    }

    /** Whether that node's PSYNC is there, with a position, and its connection open; any thread. */
    boolean demotedWaits(NodeRole node) {
        ReceiverLink waiting = withheld;
        return waiting != null
                && waiting.role() == node
                && waiting.isOpen()
                && waiting.request().position() != null;
    }

    CompletableFuture<Position> attachReverse(NodeRole promoted, Position at) throws ReplicationException, IOException {
        Lane present = present();
        if (promoted != present.to()) {
            throw new ReplicationException("the " + promoted.word() + " is not the standby");
        }
        attempt = true;
        return prepareReverse(present).attach(at);
    }

    /** The reverse lane, connected but not attached: dialling and TLS shall not cost time while clients are held. */
    private Lane prepareReverse(Lane forward) throws IOException {
        Lane back = reverse;
        if (back != null && back.spool() == null && !back.isFailed()) {
            return back;
        }
        dropReverse(true);
        ReceiverLimits limits = context.receivers.get(forward.from());
        Lane fresh = new Lane(context, forward.to(), false, limits == null ? "" : limits.version());
        reverse = fresh;
        fresh.prepare();
        return fresh;
    }

    CompletableFuture<Void> commitReverse() throws ReplicationException, IOException {
        Lane back = reverse;
        if (back == null || back.spool() == null) {
            return present().delivery().answered();
        }
        Lane old = present();
        reverse = null;
        lane = back;
        endAttempt("the attempt was committed");
        closeOld(old);
        CompletableFuture<Void> answered = back.delivery().answered();
        ReceiverLink waiting = withheld;
        withheld = null;
        if (waiting != null && waiting.isOpen()) {
            back.delivery().onPsync(waiting);
        }
        return answered;
    }

    /** What is left of a lane that nobody needs must not hinder the one that took its place. */
    private static void closeOld(Lane old) {
        try {
            old.close(true);
        } catch (IOException e) {
            LOG.warn("the spool from the {} was not deleted: {}", old.from().word(), e.getMessage());
        }
    }

    /**
     * The withheld PSYNC stays withheld until its node is a master again and drops it: a server before 7.0 whose PSYNC is
     * closed without an answer throws away its backlog, and with it the partial resync that is waited for here.
     */
    CompletableFuture<Void> restore(@Nullable Position promoted) throws ReplicationException, IOException {
        dropReverse(true);
        Lane present = present();
        present.delivery().accept(promoted);
        ReceiverLink waiting = undecided;
        endAttempt("the attempt was aborted");
        CompletableFuture<Void> reconnected = present.reconnect();
        if (waiting != null && waiting.isOpen()) {
            present.delivery().onPsync(waiting);
        }
        ReceiverLink kept = withheld;
        return reconnected.thenRun(() -> forget(kept));
    }

    /** Its node is a master again: what it asked for before is not the position of a later attempt. */
    private void forget(@Nullable ReceiverLink kept) {
        if (kept != null && kept == withheld) {
            withheld = null;
            kept.close("its node is a master again");
        }
    }

    /** Ends everything; with {@code delete} nothing is left of it on disk. */
    void stop(boolean delete) throws IOException {
        dropReverse(delete);
        Lane last = lane;
        lane = null;
        trouble = null;
        endAttempt("replication was stopped");
        if (withheld != null) {
            withheld.close("replication was stopped");
            withheld = null;
        }
        if (last != null) {
            last.close(delete);
        }
        if (delete) {
            context.layout.delete();
        }
    }

    private Lane present() throws ReplicationException {
        Lane present = lane;
        if (present == null) {
            throw new ReplicationException("nothing is copied");
        }
        return present;
    }

    private void dropReverse(boolean delete) throws IOException {
        Lane back = reverse;
        reverse = null;
        if (back != null) {
            back.close(delete);
        }
    }

    private void endAttempt(String reason) {
        attempt = false;
        undecided = null;
        CompletableFuture<Position> unanswered = demoted;
        demoted = null;
        if (unanswered != null) {
            unanswered.completeExceptionally(new ReplicationException(reason));
        }
    }

    @Override
    public void onPsync(ReceiverLink link, PsyncRequest request) {
        Lane present = lane;
        if (present == null) {
            link.close("nothing is copied");
        } else if (link.role() == present.from()) {
            withhold(link, request);
        } else if (attempt && !present.delivery().wouldContinue(request)) {
            replace(undecided, link);
            undecided = link;
            link.park();
        } else {
            present.delivery().onPsync(link);
        }
    }

    private void withhold(ReceiverLink link, PsyncRequest request) {
        replace(withheld, link);
        if (request.position() == null) {
            trouble = "the " + link.role().word() + " asks for a full copy while it is the node that is copied";
        }
        withheld = link;
        link.park();
        tellDemoted();
    }

    private static void replace(@Nullable ReceiverLink old, ReceiverLink by) {
        if (old != null && old != by) {
            old.close("the node has connected anew");
        }
    }

    private void tellDemoted() {
        ReceiverLink asking = withheld;
        CompletableFuture<Position> stage = demoted;
        if (stage != null && asking != null && asking.isOpen()) {
            Position at = asking.request().position();
            if (at != null) {
                demoted = null;
                stage.complete(at);
            }
        }
    }

    @Override
    public void onTrouble(String problem) {
        LOG.warn("replication port: {}", problem);
        trouble = problem;
    }
}

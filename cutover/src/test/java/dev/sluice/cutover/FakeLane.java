package dev.sluice.cutover;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.Secret;
import dev.sluice.cutover.port.Position;
import dev.sluice.cutover.port.Replication;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.cutover.port.ReplicationStatus.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A lane in small, with the rules of the real one: a partial resync only within a history that is spooled, a full copy for the
 * target otherwise, and never one for the old source. The spools survive a crash, links and waiting do not.
 */
final class FakeLane implements Replication {
    static final String HOST = "127.0.0.1";
    static final int PORT = 6391;
    /** Writes that are applied at each step. */
    int speed = 1000;

    int databases = -1;
    int port = PORT;
    boolean forgot;
    boolean waits = true;
    long fullSyncs;

    @Nullable
    String problem;

    @Nullable
    String lossy;
    /** The standby finds no way to Sluice. */
    boolean cutOff;

    NodeRole from = NodeRole.SOURCE;
    private final World world;
    private List<Integer> spool = new ArrayList<>();
    private String history = "";
    private List<Integer> reverseSpool = new ArrayList<>();
    private String reverseHistory = "";
    private @Nullable NodeRole reverseFrom;
    private boolean open;
    private boolean captureUp;
    private boolean attached;
    private @Nullable Position accepted;
    private @Nullable CompletableFuture<Position> demotion;
    private @Nullable CompletableFuture<Void> restored;
    private @Nullable CompletableFuture<Void> reversed;
    String magic = "REDIS0009";

    FakeLane(World world) {
        this.world = world;
    }

    void crash() {
        open = false;
        captureUp = false;
        attached = false;
        demotion = null;
        restored = null;
        reversed = null;
    }

    boolean isOpen() {
        return open;
    }

    /** Moves what can be moved now. */
    void pump() {
        if (open) {
            capture();
            reverse();
            demoted();
            apply();
        }
    }

    private void capture() {
        FakeNode node = world.node(from);
        if (!node.up) {
            captureUp = false;
            return;
        }
        if (node.master && !known(node)) {
            spool = new ArrayList<>(node.log);
            history = node.replid;
            fullSyncs++;
            attached = false;
        } else if (node.master) {
            history = node.replid;
        } else if (!captureUp) {
            return;
        }
        captureUp = true;
        copy(node.log, spool);
        if (node.master && restored != null) {
            restored.complete(null);
        }
    }

    private boolean known(FakeNode node) {
        return node.replid.equals(history)
                || (history.equals(node.replid2) && spool.size() < node.replid2Offset && !history.isEmpty());
    }

    private void reverse() {
        if (reverseFrom == null || !world.node(reverseFrom).up) {
            return;
        }
        copy(world.node(reverseFrom).log, reverseSpool);
        FakeNode old = world.node(reverseFrom.other());
        if (reversed != null
                && old.up
                && !old.master
                && old.masterPort == port
                && old.log.size() <= reverseSpool.size()) {
            from = reverseFrom;
            spool = reverseSpool;
            history = reverseHistory;
            reverseFrom = null;
            old.replid = history;
            attached = true;
            captureUp = true;
            reversed.complete(null);
            reversed = null;
        }
    }

    private void demoted() {
        FakeNode node = world.node(from);
        if (demotion != null && node.up && !node.master && node.masterPort == port) {
            demotion.complete(new Position(node.replid, node.log.size()));
            demotion = null;
        }
    }

    private void apply() {
        FakeNode to = world.node(from.other());
        if (!to.up || to.master || to.masterPort != port || reverseFrom == to.role) {
            attached = false;
            return;
        }
        boolean exactly = accepted != null && accepted.equals(new Position(to.replid, to.log.size()));
        if (!attached && (to.replid.equals(history) || exactly)) {
            attached = spool.size() >= to.log.size();
        }
        if (!attached && to.role == NodeRole.SOURCE) {
            lossy = "the old source asks for what is not spooled";
            return;
        }
        if (!attached) {
            to.log.clear();
            fullSyncs++;
            attached = true;
        }
        to.replid = history;
        for (int i = 0; i < speed && to.log.size() < spool.size(); i++) {
            to.log.add(spool.get(to.log.size()));
        }
    }

    private static void copy(List<Integer> source, List<Integer> to) {
        while (to.size() < source.size()) {
            to.add(source.get(to.size()));
        }
    }

    @Override
    public CompletionStage<Snapshot> start(NodeRole first, String announceVersion) {
        return FakeStage.of(world.faults, "lane.start", () -> {
            from = first;
            reverseFrom = null;
            accepted = null;
            lossy = null;
            forgot = false;
            spool = new ArrayList<>();
            history = "";
            open = true;
            pump();
            return CompletableFuture.completedFuture(new Snapshot(magic, new Position(history, 0)));
        });
    }

    @Override
    public Credentials credentials(NodeRole node) {
        return new Credentials(announced(node), "sluice-" + node.word(), Secret.of("secret"));
    }

    @Override
    public Endpoint announced(NodeRole node) {
        return new Endpoint(HOST, port);
    }

    @Override
    public ReplicationStatus status() {
        FakeNode to = world.node(from.other());
        boolean streaming = open && !to.master && attached && !cutOff;
        return new ReplicationStatus(
                !open ? Phase.OFF : streaming ? Phase.STREAMING : Phase.CONNECTING,
                from,
                from.other(),
                history,
                spool.size(),
                to.log.size(),
                to.log.size(),
                spool.size() - to.log.size(),
                Duration.ZERO,
                0,
                0,
                0,
                0,
                0,
                fullSyncs,
                0,
                captureUp,
                streaming,
                problem,
                lossy);
    }

    @Override
    public void receiver(NodeRole node, ReceiverLimits limits) {
        world.faults.record("lane.receiver " + node.word());
        databases = limits.databases();
    }

    @Override
    public void observeApplied(NodeRole node, long offset) {}

    @Override
    public CompletionStage<Position> awaitDemoted(NodeRole node) {
        return FakeStage.of(world.faults, "lane.awaitDemoted", () -> {
            CompletableFuture<Position> asked = new CompletableFuture<>();
            demotion = asked;
            return asked;
        });
    }

    @Override
    public boolean demotedWaits(NodeRole node) {
        return waits;
    }

    @Override
    public CompletionStage<Position> attachReverse(NodeRole promoted, Position at) {
        return FakeStage.of(world.faults, "lane.attachReverse", () -> {
            FakeNode node = world.node(promoted);
            if (!node.up || !node.master || !at.replid().equals(node.replid2)) {
                return CompletableFuture.failedFuture(new ReplicationException("no partial resync"));
            }
            reverseFrom = promoted;
            reverseHistory = node.replid;
            reverseSpool = new ArrayList<>(node.log.subList(0, Math.toIntExact(at.offset())));
            return CompletableFuture.completedFuture(new Position(node.replid, at.offset()));
        });
    }

    @Override
    public CompletionStage<Void> commitReverse() {
        return FakeStage.of(world.faults, "lane.commitReverse", () -> {
            if (forgot) {
                return CompletableFuture.failedFuture(new ReplicationException("the node forgot its history"));
            }
            if (reverseFrom == null) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<Void> turned = new CompletableFuture<>();
            reversed = turned;
            pump();
            return turned;
        });
    }

    @Override
    public CompletionStage<Void> restore(@Nullable Position promoted) {
        return FakeStage.of(world.faults, "lane.restore", () -> {
            reverseFrom = null;
            demotion = null;
            accepted = promoted == null ? accepted : promoted;
            CompletableFuture<Void> back = new CompletableFuture<>();
            restored = back;
            pump();
            return back;
        });
    }

    @Override
    public CompletionStage<Void> resume(NodeRole node, String announceVersion) {
        return FakeStage.of(world.faults, "lane.resume", () -> {
            open = true;
            // The reverse spool becomes the lane only with commitReverse; until then the old lane is left alone.
            if (reverseFrom == null || reverseFrom != node) {
                from = node;
            }
            pump();
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletionStage<Void> stop() {
        return FakeStage.of(world.faults, "lane.stop", () -> {
            crash();
            reverseFrom = null;
            return CompletableFuture.completedFuture(null);
        });
    }
}

package dev.sluice.replication.control;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.NodeSettings;
import dev.sluice.config.ReplicationSettings;
import dev.sluice.node.transport.Transport;
import dev.sluice.replication.guard.ReceiverLimits;
import dev.sluice.replication.link.LinkDialer;
import dev.sluice.replication.position.Position;
import dev.sluice.replication.relay.RelayServer;
import dev.sluice.replication.relay.RelaySettings;
import dev.sluice.replication.relay.RelayUser;
import dev.sluice.replication.relay.RelayUsers;
import dev.sluice.replication.spool.SpoolLayout;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The copy between the two nodes: Sluice is a replica of {@code from} and the master of {@code to}. Methods may be called from
 * any thread and return at once. Stages complete on the replication thread, which must not be blocked there; they fail with a
 * {@link ReplicationException} and never time out by themselves.
 */
public final class Replicator implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final Transport transport;
    private final ReplicationSettings settings;
    private final Path stateDir;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final ExecutorService disk;
    private final LaneContext context;
    private final Director director;
    private final ReplicationMeters meters;
    private volatile @Nullable RelayUsers users;
    private @Nullable RelayServer server;

    /**
     * @param dialer {@code NodeDialer::dial}
     * @param stateDir where {@code spool/} and the nodes' passwords for the replication port are kept
     */
    public Replicator(
            ReplicationSettings settings,
            Map<NodeRole, NodeSettings> nodes,
            Path stateDir,
            Transport transport,
            LinkDialer dialer,
            MeterRegistry registry) {
        this.transport = transport;
        this.settings = settings;
        this.stateDir = stateDir;
        this.group = transport.newGroup("sluice-replication", 1);
        this.loop = group.next();
        this.disk = Executors.newSingleThreadExecutor(new DefaultThreadFactory("sluice-replication-disk", true));
        SpoolLayout layout = new SpoolLayout(stateDir.resolve("spool"), settings.spoolSegmentBytes());
        this.context = new LaneContext(loop, disk, dialer, settings, layout, nodes);
        this.director = new Director(context);
        this.meters = new ReplicationMeters(registry, this::status, context.syncs);
    }

    /**
     * Opens the replication port and starts capturing from {@code from}: by its spool when there is one that the node can
     * continue, otherwise with a full copy. Completes when it is known what comes, before any node is told to follow Sluice.
     *
     * @param announceVersion what Sluice announces as its own version: that of the other node, because the snapshot's format
     *     follows it
     */
    public CompletionStage<Snapshot> start(NodeRole from, String announceVersion) {
        return onLoop(() -> open().thenCompose(opened -> startOrClose(from, announceVersion)));
    }

    /** A start that fails leaves nothing open; a spool that lay there stays. */
    private CompletableFuture<Snapshot> startOrClose(NodeRole from, String announceVersion) {
        CompletableFuture<Snapshot> result = new CompletableFuture<>();
        nested(() -> director.start(from, announceVersion)).whenComplete((snapshot, failure) -> {
            if (failure == null) {
                result.complete(snapshot);
                return;
            }
            nested(() -> {
                        CompletableFuture<Void> closing = closePort();
                        director.stop(false);
                        return closing;
                    })
                    .whenComplete((closed, ignored) -> result.completeExceptionally(failure));
        });
        return result;
    }

    /**
     * After a restart of Sluice: opens the replication port with the users that the nodes were given before, and takes up the
     * lane from {@code from} by its spool. Completes when the port listens; the links come up by themselves.
     */
    public CompletionStage<Void> resume(NodeRole from, String announceVersion) {
        return onLoop(() -> open().thenCompose(opened -> nested(() -> {
            director.resume(from, announceVersion);
            return CompletableFuture.completedFuture(null);
        })));
    }

    /**
     * What a node needs to replicate from Sluice. Valid from the completion of {@link #start} or {@link #resume} to
     * {@link #stop}.
     *
     * @throws IllegalStateException outside of that
     */
    public Credentials credentials(NodeRole node) {
        RelayUsers known = users;
        if (known == null || context.port == 0) {
            throw new IllegalStateException("the replication port is not open");
        }
        RelayUser user = known.of(node);
        return new Credentials(announced(node), user.user(), user.password());
    }

    /**
     * Where a node would reach the replication port: an IP address where there is one. May resolve the node's name. Port 0
     * while a port chosen by the system is not known yet.
     */
    public Endpoint announced(NodeRole node) {
        int port = settings.announcePort() != 0
                ? settings.announcePort()
                : context.port != 0 ? context.port : settings.listen().port();
        String host = settings.announceHost();
        if (host != null) {
            return new Endpoint(host, port);
        }
        try {
            InetAddress listen = InetAddress.getByName(settings.listen().host());
            InetAddress seen = listen.isAnyLocalAddress()
                    ? LocalAddress.towards(context.node(node).endpoint())
                    : listen;
            return new Endpoint(seen.getHostAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException("the local address towards the " + node.word() + " is not known", e);
        }
    }

    /** The copy at this moment. */
    public ReplicatorStatus status() {
        Lane lane = director.lane();
        return lane == null
                ? ReplicatorStatus.off(settings.spoolMaxBytes(), director.trouble())
                : lane.state().status(context.budget, System.nanoTime(), director.trouble());
    }

    /** What a node can apply; the next command that it cannot stops the lane, named in {@link ReplicatorStatus#lossy()}. */
    public void receiver(NodeRole node, ReceiverLimits limits) {
        loop.execute(() -> director.limits(node, limits));
    }

    /** An applied offset read from the node itself, fresher than its acknowledgements. */
    public void observeApplied(NodeRole node, long offset) {
        loop.execute(() -> director.observeApplied(node, offset));
    }

    /**
     * Awaits the PSYNC of the node that is captured from and was told to replicate from Sluice. The answer is withheld; the
     * position that it states is its final one.
     */
    public CompletionStage<Position> awaitDemoted(NodeRole node) {
        return onLoop(() -> director.awaitDemoted(node));
    }

    /** Whether the node whose PSYNC was awaited still waits for its answer: its connection may break meanwhile. */
    public boolean demotedWaits(NodeRole node) {
        return director.demotedWaits(node);
    }

    /**
     * Attaches to the freshly promoted node at exactly this position, into a reverse spool. Anything but a partial resync
     * fails. Completes, when the spool's history is on disk, with the promoted node's own new history at that offset.
     */
    public CompletionStage<Position> attachReverse(NodeRole promoted, Position at) {
        return onLoop(() -> director.attachReverse(promoted, at));
    }

    /**
     * The reverse lane becomes the lane and the old one is deleted. Completes when the old active node has been answered by a
     * partial resync; it never receives a full one. May be called again.
     */
    public CompletionStage<Void> commitReverse() {
        return onLoop(director::commitReverse);
    }

    /**
     * After an abort: reverse lane and withheld PSYNC are dropped, and the lane goes on. From the return of this call the
     * standby's PSYNC is also accepted at exactly {@code promoted}. Completes when the node captured from, which may first
     * have to become a master again, has granted a partial resync. May be called again.
     */
    public CompletionStage<Void> restore(@Nullable Position promoted) {
        return onLoop(() -> director.restore(promoted));
    }

    /** Ends the lane, closes the replication port, and deletes spools and passwords. */
    public CompletionStage<Void> stop() {
        return onLoop(() -> {
            CompletableFuture<Void> closed = closePort();
            director.stop(true);
            users = null;
            RelayUsers.delete(stateDir);
            return closed.thenCombine(CompletableFuture.runAsync(this::deleteReceivers, disk), (a, b) -> null);
        });
    }

    private void deleteReceivers() {
        try {
            context.receivers.delete();
        } catch (IOException e) {
            throw new UncheckedIOException("what is known of the nodes was not deleted", e);
        }
    }

    /** Ends the process's part: links and port are closed, and everything is kept for {@link #resume}. Blocks a moment. */
    @Override
    public void close() {
        meters.close();
        CompletionStage<Void> closed = onLoop(() -> {
            CompletableFuture<Void> ended = closePort();
            director.stop(false);
            return ended;
        });
        try {
            closed.toCompletableFuture().handle((done, failure) -> null).get(CLOSE_SECONDS, TimeUnit.SECONDS);
            disk.shutdown();
            disk.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("replication did not close within " + CLOSE_SECONDS + " s", e);
        } finally {
            group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<Integer> open() throws IOException, ReplicationException {
        if (director.lane() != null || server != null) {
            throw new ReplicationException("replication runs already");
        }
        RelayUsers known = RelayUsers.loadOrCreate(stateDir);
        users = known;
        RelaySettings relay = new RelaySettings(settings.listen(), settings.tls(), settings.linkTimeout());
        RelayServer opening = new RelayServer(transport, loop, relay, known, director);
        server = opening;
        CompletableFuture<Integer> opened = new CompletableFuture<>();
        opening.start().addListener(done -> {
            if (done.isSuccess()) {
                context.port = opening.port();
                opened.complete(context.port);
            } else {
                server = null;
                opened.completeExceptionally(asReplicationException(Objects.requireNonNull(done.cause())));
            }
        });
        return opened;
    }

    private CompletableFuture<Void> closePort() {
        RelayServer closing = server;
        server = null;
        context.port = 0;
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (closing == null) {
            closed.complete(null);
        } else {
            closing.stop().addListener(done -> closed.complete(null));
        }
        return closed;
    }

    private <T> CompletionStage<T> onLoop(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (loop.isShuttingDown()) {
            return CompletableFuture.failedFuture(new ReplicationException("replication is closed"));
        }
        loop.execute(() -> nested(work).whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(asReplicationException(failure));
            }
        }));
        return result;
    }

    private static <T> CompletableFuture<T> nested(Work<T> work) {
        try {
            return work.run();
        } catch (IOException | ReplicationException | RuntimeException e) {
            return CompletableFuture.failedFuture(asReplicationException(e));
        }
    }

    private static ReplicationException asReplicationException(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ReplicationException known
                ? known
                : new ReplicationException(String.valueOf(cause.getMessage()), cause);
    }

    private interface Work<T> {
        CompletableFuture<T> run() throws IOException, ReplicationException;
    }
}

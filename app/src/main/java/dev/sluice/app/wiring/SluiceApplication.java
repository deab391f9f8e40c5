package dev.sluice.app.wiring;

import dev.sluice.admin.clients.ClientSource;
import dev.sluice.admin.control.ControlServer;
import dev.sluice.admin.http.HttpServer;
import dev.sluice.admin.http.Readiness;
import dev.sluice.admin.metrics.MigrationMetrics;
import dev.sluice.app.adapter.ClientsAdapter;
import dev.sluice.app.adapter.GateAdapter;
import dev.sluice.app.adapter.NodeCommands;
import dev.sluice.app.adapter.NodeScripts;
import dev.sluice.app.adapter.NodeUnblocker;
import dev.sluice.app.adapter.ReplicationAdapter;
import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.config.SluiceSettings;
import dev.sluice.cutover.MigrationCoordinator;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.api.MigrationStatus.NodeView;
import dev.sluice.cutover.journal.CutoverJournal;
import dev.sluice.cutover.journal.JournalException;
import dev.sluice.cutover.journal.PairIdentity;
import dev.sluice.node.dial.NodeDialer;
import dev.sluice.node.transport.Transport;
import dev.sluice.proxy.lane.LaneDialer;
import dev.sluice.proxy.lane.NodeLaneDialer;
import dev.sluice.proxy.server.ProxyServer;
import dev.sluice.replication.control.Replicator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Sluice. {@link #start} builds it from the ground up, {@link #close()} takes it down the other way round: clients
 * are drained first, the copy stops and goes on by partial resync at the next start. Thread-safe.
 */
public final class SluiceApplication implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SluiceApplication.class);

    private final Teardown teardown;
    private static final long LOOPS_END_SECONDS = 5;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MigrationCoordinator migration;
    private final Endpoint clients;
    private final Endpoint control;
    private final Endpoint http;

    private SluiceApplication(SluiceSettings settings, Teardown teardown) throws IOException, JournalException {
        this.teardown = teardown;
        Transport transport = Transport.of(settings.transport());
        CutoverJournal journal = CutoverJournal.open(
                settings.stateDir(),
                PairIdentity.of(settings.source().endpoint(), settings.target().endpoint()),
                Clock.systemUTC().instant().toString());
        teardown.add("journal", journal);
        NodeRole active = journal.current().active();

        ControlNodes nodes = teardown.add("control connections", ControlNodes.open(settings));
        NodeCommands commands = teardown.add("command tables", new NodeCommands(nodes.clients(), active));
        NodeDialer dialer = new NodeDialer(transport);
        Replicator replicator = teardown.add(
                "replication",
                new Replicator(
                        settings.replication(),
                        nodes.settings(),
                        settings.stateDir(),
                        transport,
                        dialer::dial,
                        meters));
        EventLoopGroup adminLoops = transport.newGroup("sluice-admin", 1);
        teardown.add(
                "admin loops",
                () -> adminLoops
                        .shutdownGracefully(0, LOOPS_END_SECONDS, TimeUnit.SECONDS)
                        .awaitUninterruptibly());

        LaneDialer lanes = new NodeLaneDialer(dialer, settings::node, settings.limits());
        NodeUnblocker unblocker = teardown.add("unblocking", new NodeUnblocker(nodes.clients()));
        ProxyServer proxy = new ProxyServer(
                settings.listen(),
                settings.listenTls(),
                settings.limits(),
                settings.lanes(),
                transport,
                lanes,
                commands,
                settings.refusedCommands(),
                unblocker,
                meters,
                active);
        proxy.gate().scriptLoader(teardown.add("scripts", new NodeScripts(nodes.clients())));
        GateAdapter gate = new GateAdapter(proxy.gate(), commands::serving);
        migration = MigrationCoordinator.create(
                gate, new ReplicationAdapter(replicator), nodes.controls(), settings, journal);
        teardown.add("clients", () -> proxy.stop().toCompletableFuture().join());
        // Before the clients: an attempt that is under way ends first, and lets go what it holds.
        teardown.add("migration", migration);

        commands.start();
        NodeRole route = migration.recoverRoute();
        clients = endpoint(settings.listen(), proxy.start());
        log.info(
                "serving from the {}, sockets by {}",
                route.word(),
                transport.kind().word());
        migration.start();
        new MigrationMetrics(migration, System::nanoTime).bindTo(meters);

        ClientSource clientSource = new ClientsAdapter(proxy.sessions());
        ControlServer controlServer = new ControlServer(
                settings.control(),
                Version.text(),
                migration,
                clientSource,
                this::closeInBackground,
                adminLoops,
                transport.serverChannel());
        control = endpoint(settings.control().listen(), controlServer.start());
        teardown.add("control port", controlServer::stop);
        HttpServer httpServer = new HttpServer(
                settings.http(),
                meters,
                migration,
                clientSource,
                this::readiness,
                adminLoops,
                transport.serverChannel());
        http = endpoint(settings.http().listen(), httpServer.start());
        teardown.add("http port", httpServer::stop);
    }

    /** @throws StartException when a port is taken, the state directory belongs to others, or the like */
    public static SluiceApplication start(SluiceSettings settings) throws StartException {
        Teardown teardown = new Teardown();
        try {
            return new SluiceApplication(settings, teardown);
        } catch (IOException | JournalException | RuntimeException failed) {
            teardown.close();
            throw new StartException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Where clients connect; with the port that the system chose where the settings say 0. */
    public Endpoint clients() {
        return clients;
    }

    public Endpoint control() {
        return control;
    }

    public Endpoint http() {
        return http;
    }

    public Migration migration() {
        return migration;
    }

    private static Endpoint endpoint(Endpoint wanted, InetSocketAddress bound) {
        return new Endpoint(wanted.host(), bound.getPort());
    }

    /** Clients can be served: the active node answers. */
    private Readiness readiness() {
        MigrationStatus status = migration.status();
        NodeView node = status.nodes().get(status.active());
        return node != null && node.reachable()
                ? Readiness.yes()
                : Readiness.no("the " + status.active().word() + ", which serves, cannot be reached");
    }

    /** Waits until it is closed, by whomever. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    private void closeInBackground() {
        new Thread(this::close, "sluice-shutdown").start();
    }

    @Override
    public void close() {
        teardown.close();
        closed.countDown();
    }
}

package dev.sluice.app;

import dev.sluice.app.wiring.SluiceApplication;
import dev.sluice.config.Endpoint;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.load.ConfigLoader;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.Migration.CutoverOptions;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.cutover.port.ReplicationStatus;
import dev.sluice.demo.SluiceUnderTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole of Sluice in the demo's own process, on ports that the system chooses and in a directory that goes with it. */
final class SluiceInProcess implements SluiceUnderTest {
    private static final Logger log = LoggerFactory.getLogger(SluiceInProcess.class);

    /** Longer than every bound of an attempt together. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private @Nullable TemporaryDirectory state;
    private volatile @Nullable SluiceApplication sluice;

    @Override
    public InetSocketAddress start(String sourceUri, String targetUri) throws Exception {
        TemporaryDirectory directory = TemporaryDirectory.create("sluice-demo");
        state = directory;
        Map<String, String> options = new HashMap<>();
        options.put("sluice.source.uri", sourceUri);
        options.put("sluice.target.uri", targetUri);
        options.put("sluice.state-dir", directory.path().toString());
        options.put("sluice.listen.host", "127.0.0.1");
        for (String port : new String[] {"listen", "control", "http", "replication.listen"}) {
            options.put("sluice." + port + ".port", "0");
        }
        SluiceSettings settings = new ConfigLoader(Map.of()).load(null, options);
        SluiceApplication started = SluiceApplication.start(settings);
        sluice = started;
        Endpoint clients = started.clients();
        return new InetSocketAddress(clients.host(), clients.port());
    }

    @Override
    public void migrate() throws Exception {
        answer(migration().start(new Migration.StartOptions(false)));
    }

    @Override
    public Progress status() {
        MigrationStatus status = migration().status();
        ReplicationStatus lane = status.replication();
        String problem = lane.problem();
        return new Progress(
                status.state(),
                problem != null ? problem : status.reason(),
                lane.phase() == ReplicationStatus.Phase.FAILED,
                Math.max(0, lane.lagBytes()),
                lane.lagTime().toNanos() / 1e6,
                Math.max(0, lane.snapshotBytes()),
                lane.snapshotTotal());
    }

    @Override
    public Attempt cutover() throws Exception {
        return attempt(answer(migration().cutover(new CutoverOptions(false, null, null))));
    }

    @Override
    public Attempt rollback() throws Exception {
        return attempt(answer(migration().rollback(new CutoverOptions(false, null, null))));
    }

    private static Attempt attempt(AttemptReport report) {
        return new Attempt(
                report.committed(),
                Objects.requireNonNullElse(report.reason(), ""),
                report.phases().stream()
                        .map(phase -> new Phase(phase.name(), phase.ms()))
                        .toList(),
                report.heldFrom(),
                report.heldUntil());
    }

    private Migration migration() {
        return Objects.requireNonNull(sluice, "not started").migration();
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }

    @Override
    public synchronized void stop() {
        SluiceApplication running = sluice;
        if (running != null) {
            running.close();
        }
        TemporaryDirectory directory = state;
        if (directory != null) {
            try {
                directory.close();
            } catch (IOException left) {
                log.warn("left behind: {}", left.toString());
            }
        }
    }
}

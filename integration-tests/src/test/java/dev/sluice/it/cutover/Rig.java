package dev.sluice.it.cutover;

import static org.awaitility.Awaitility.await;

import dev.sluice.app.wiring.SluiceApplication;
import dev.sluice.app.wiring.StartException;
import dev.sluice.config.LaneMode;
import dev.sluice.config.SluiceSettings;
import dev.sluice.config.load.ConfigLoader;
import dev.sluice.config.load.SettingsException;
import dev.sluice.cutover.api.AttemptReport;
import dev.sluice.cutover.api.Migration;
import dev.sluice.cutover.api.MigrationStatus;
import dev.sluice.it.Servers;
import dev.sluice.proof.Endpoint;
import dev.sluice.testservers.RunningServer;
import dev.sluice.testservers.ServerBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Two real servers with Sluice between them, all in one process but the servers. */
public final class Rig implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    public final RunningServer source;
    public final RunningServer target;
    private final Path stateDir;
    private final Map<String, String> options = new HashMap<>();
    private @Nullable SluiceApplication sluice;

    private Rig(RunningServer source, RunningServer target) {
        this.source = source;
        this.target = target;
        try {
            this.stateDir = Files.createTempDirectory("sluice-it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.put("sluice.source.uri", source.uri());
        options.put("sluice.target.uri", target.uri());
        options.put("sluice.state-dir", stateDir.toString());
        options.put("sluice.listen.host", "127.0.0.1");
        options.put("sluice.replication.listen.host", "127.0.0.1");
        for (String port : new String[] {"listen", "control", "http", "replication.listen"}) {
            options.put("sluice." + port + ".port", "0");
        }
        options.put("sluice.cutover.ready-after", "100ms");
        // Shared machines stall for longer than an operator would accept; the bound itself has tests of its own.
        options.put("sluice.cutover.max-pause", "20s");
        for (String phase : new String[] {"transaction", "drain", "fence", "catch-up", "seal"}) {
            options.put("sluice.cutover." + phase + "-timeout", "10s");
        }
    }

    public static Rig of(ServerBinary source, ServerBinary target) {
        return of(Servers.start(source), Servers.start(target));
    }

    public static Rig of(RunningServer source, RunningServer target) {
        return new Rig(source, target);
    }

    public Rig with(String key, String value) {
        options.put(key, value);
        return this;
    }

    public Rig lanes(LaneMode mode) {
        return with("sluice.lanes", mode.name().toLowerCase(Locale.ROOT));
    }

    public Rig start() throws StartException {
        sluice = SluiceApplication.start(settings());
        return this;
    }

    SluiceSettings settings() {
        try {
            return new ConfigLoader(Map.of()).load(null, options);
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    SluiceApplication sluice() {
        return java.util.Objects.requireNonNull(sluice, "not started");
    }

    public Migration migration() {
        return sluice().migration();
    }

    public MigrationStatus status() {
        return migration().status();
    }

    /** Where clients connect. */
    public Endpoint clients() {
        return Endpoint.of("127.0.0.1", sluice().clients().port());
    }

    public Jedis client() {
        return new Jedis("127.0.0.1", sluice().clients().port());
    }

    Jedis control() {
        // An answer to CUTOVER comes when the attempt has ended.
        return new Jedis("127.0.0.1", sluice().control().port(), 60_000);
    }

    /** Where operators ask. */
    public Endpoint controlEndpoint() {
        return Endpoint.of("127.0.0.1", sluice().control().port());
    }

    public Endpoint sourceEndpoint() {
        return Endpoint.of("127.0.0.1", source.port());
    }

    public Endpoint targetEndpoint() {
        return Endpoint.of("127.0.0.1", target.port());
    }

    public Jedis source() {
        return new Jedis("127.0.0.1", source.port());
    }

    public Jedis target() {
        return new Jedis("127.0.0.1", target.port());
    }

    public void migrate() throws Exception {
        get(migration().start(new Migration.StartOptions(false)));
        awaitState("READY");
    }

    public void awaitState(String state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(status().state())
                        .as(() -> "reason: " + status().reason() + ", problems: " + status().problems())
                        .isEqualTo(state));
    }

    public AttemptReport cutover() throws Exception {
        return get(migration().cutover(new Migration.CutoverOptions(false, null, null)));
    }

    public AttemptReport rollback() throws Exception {
        return get(migration().rollback(new Migration.CutoverOptions(false, null, null)));
    }

    public static <T> T get(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + PATIENCE, e);
        }
    }

    /** Stops Sluice as an operator would, and starts it again on the same state. */
    void restart() throws StartException {
        sluice().close();
        start();
    }

    Path stateDir() {
        return stateDir;
    }

    @Override
    public void close() throws IOException {
        if (sluice != null) {
            sluice.close();
        }
        source.close();
        target.close();
        try (Stream<Path> files = Files.walk(stateDir)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}

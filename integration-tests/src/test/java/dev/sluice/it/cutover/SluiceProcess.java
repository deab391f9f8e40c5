package dev.sluice.it.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.SluiceMain;
import dev.sluice.proof.Endpoint;
import dev.sluice.testservers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.SafeEncoder;

/** Sluice as an operator runs it, in a process of its own that can be killed. One after the other, with the same settings. */
final class SluiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int ATTEMPT_MS = 60_000;
    private static final int LOG_TAIL_LINES = 80;

    final int clientPort = Ports.free();
    final int replicationPort = Ports.free();
    private final int controlPort = Ports.free();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Path log;
    private volatile @Nullable Process process;

    SluiceProcess(Path stateDir, Path log) {
        this.log = log;
        // It must not outlive a test run that is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "sluice-process-end"));
        set("sluice.state-dir", stateDir.toString());
        set("sluice.listen.host", "127.0.0.1");
        set("sluice.listen.port", Integer.toString(clientPort));
        set("sluice.replication.listen.host", "127.0.0.1");
        set("sluice.replication.listen.port", Integer.toString(replicationPort));
        set("sluice.control.port", Integer.toString(controlPort));
        set("sluice.http.port", Integer.toString(Ports.free()));
    }

    SluiceProcess set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Starts it and waits for nothing. */
    void spawn() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Starts sooner on a machine that does other things too.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SluiceMain.class.getName(),
                "run"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Waits until it serves clients and the operator. */
    void awaitServing() {
        Awaitility.await()
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    assertThat(isAlive()).as("Sluice has ended").isTrue();
                    return answers(clientPort) && answers(controlPort);
                });
    }

    private static boolean answers(int port) {
        try (Jedis jedis = connect(port)) {
            return "PONG".equals(jedis.ping());
        } catch (JedisConnectionException notYet) {
            return false;
        }
    }

    private static Jedis connect(int port) {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .autoNegotiateProtocol(false)
                        .protocol(RedisProtocol.RESP2)
                        .timeoutMillis(ATTEMPT_MS)
                        .build());
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** SIGKILL: nothing that Sluice would still do is done. */
    void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            assertThat(running.destroyForcibly().waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Endpoint clients() {
        return Endpoint.of("127.0.0.1", clientPort);
    }

    /** Asks the control port; the answer to an attempt comes when it has ended. */
    Object ask(String verb, String... arguments) {
        try (Jedis jedis = connect(controlPort)) {
            return SafeEncoder.encodeObject(
                    jedis.sendCommand(() -> verb.getBytes(StandardCharsets.US_ASCII), arguments));
        }
    }

    /** A field of STATUS, by its path, as text. */
    String status(String... path) {
        Object found = ask("STATUS");
        for (String name : path) {
            found = field(found, name);
        }
        return String.valueOf(found);
    }

    private static @Nullable Object field(@Nullable Object map, String name) {
        List<?> pairs = (List<?>) java.util.Objects.requireNonNull(map, name);
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (name.equals(pairs.get(i))) {
                return pairs.get(i + 1);
            }
        }
        throw new IllegalArgumentException("no field " + name + " in " + pairs);
    }

    /** The end of what all of its lives have printed. */
    String output() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}

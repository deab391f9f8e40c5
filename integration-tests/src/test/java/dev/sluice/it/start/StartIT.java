package dev.sluice.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.SluiceMain;
import dev.sluice.it.Servers;
import dev.sluice.testservers.Ports;
import dev.sluice.testservers.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Time and memory of a start go with the classes that it loads; those can be counted. */
@Timeout(60)
class StartIT {
    /** Some 4,500 when this was written; each takes about 10 KB. */
    private static final int MOST_CLASSES = 5_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Each of these stands for hundreds that come with it, and were there once. */
    private static final List<String> UNWANTED = List.of(
            "jdk.jfr.internal.MetadataRepository",
            "com.sun.org.apache.xerces.",
            "ch.qos.logback.core.joran.GenericXMLConfigurator",
            "io.lettuce.core.RedisAsyncCommandsImpl",
            "io.lettuce.core.RedisReactiveCommandsImpl",
            "io.lettuce.core.api.sync.RedisCommands");

    @TempDir
    private Path dir;

    @Test
    void shouldLoadNoMoreClassesThanServingNeeds() throws IOException, InterruptedException {
        int port = Ports.free();
        Path log = dir.resolve("classes");
        try (RunningServer source = Servers.start(Servers.redis70());
                RunningServer target = Servers.start(Servers.redis70())) {
            Process sluice = start(source, target, port, log);
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> !sluice.isAlive() || answers(port));
                assertThat(sluice.isAlive()).as("Sluice runs").isTrue();
            } finally {
                sluice.destroy();
                assertThat(sluice.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
        }

        Set<String> classes = classes(log);

        assertThat(classes).contains(SluiceMain.class.getName());
        assertThat(classes).noneMatch(name -> UNWANTED.stream().anyMatch(name::startsWith));
        assertThat(classes).hasSizeLessThan(MOST_CLASSES);
    }

    private Process start(RunningServer source, RunningServer target, int port, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-Dio.netty.jfr.enabled=false",
                "-cp",
                System.getProperty("java.class.path"),
                SluiceMain.class.getName(),
                "run",
                "--source=" + source.uri(),
                "--target=" + target.uri(),
                "--listen=127.0.0.1:" + port,
                "--control=127.0.0.1:0",
                "--http=127.0.0.1:0",
                "--state-dir=" + dir.resolve("state")));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("output").toFile())
                .start();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readNBytes(7).length == 7;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Names of the classes with a file behind them: the JVM makes others as it likes. */
    private static Set<String> classes(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(line -> line.substring(line.lastIndexOf("] ") + 2))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .filter(name -> !name.contains("/0x") && !name.contains("$Proxy"))
                    .collect(Collectors.toSet());
        }
    }
}

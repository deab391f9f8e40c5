package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.it.Servers;
import dev.sluice.node.transport.Transport;
import dev.sluice.testservers.RunningServer;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real sockets: in steady state an event loop allocates nothing for a command, whatever comes in at a time. */
class DataPathAllocationIT {
    /** The best of these counts: code is compiled and pools are filled in the first ones. */
    private static final int WINDOWS = 20;

    private static final int COMMANDS = 4096;
    /** For what the loop does by itself meanwhile: its timers. */
    private static final double BYTES_A_COMMAND = 0.5;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

    /** The leak detector, which tests turn on, allocates at each look into a buffer. */
    @BeforeAll
    static void watchNoLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterAll
    static void watchLeaks() {
        ResourceLeakDetector.setLevel(LEVEL);
    }

    @ParameterizedTest
    @CsvSource({"AUTO, 1", "AUTO, 16", "DEDICATED, 1", "DEDICATED, 16"})
    void shouldAllocateNothingForACommand(LaneMode lanes, int pipeline) throws Exception {
        try (RunningServer server = Servers.start(Servers.redis70());
                ProxyRig proxy = new ProxyRig(
                        Transport.detect(),
                        ProxyRig.node(NodeRole.SOURCE, server.address(), null),
                        ProxyRig.node(NodeRole.TARGET, server.address(), null),
                        ProxyRig.limits(),
                        lanes);
                RawClient client = proxy.raw()) {
            client.send("SET", "k", "v".repeat(64));
            assertThat(client.line()).isEqualTo("+OK");
            double least = Double.MAX_VALUE;
            for (int i = 0; i < WINDOWS; i++) {
                long before = allocatedByLoops();
                run(client, pipeline);
                least = Math.min(least, (double) (allocatedByLoops() - before) / COMMANDS);
            }
            assertThat(least).as("bytes a command").isLessThan(BYTES_A_COMMAND);
        }
    }

    private static void run(RawClient client, int pipeline) throws IOException {
        byte[] commands = new String(RawClient.command("GET", "k"), StandardCharsets.ISO_8859_1)
                .repeat(pipeline)
                .getBytes(StandardCharsets.ISO_8859_1);
        int reply = "$64\r\n".length() + 64 + 2;
        for (int i = 0; i < COMMANDS / pipeline; i++) {
            client.write(commands);
            assertThat(client.read(reply * pipeline)).hasSize(reply * pipeline);
        }
    }

    private static long allocatedByLoops() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            var thread = THREADS.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("sluice-proxy")) {
                sum += THREADS.getThreadAllocatedBytes(id);
            }
        }
        return sum;
    }
}

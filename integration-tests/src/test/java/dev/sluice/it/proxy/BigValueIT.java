package dev.sluice.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.Servers;
import dev.sluice.testservers.RunningServer;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Large values pass without being held; what does not read is not buffered without end. */
class BigValueIT {
    private static final boolean FULL = Boolean.getBoolean("full");
    private static final int VALUE_BYTES = FULL ? 512 << 20 : 64 << 20;
    /** Of the pooled allocator, for all connections of the proxy; it grows by chunks of 4 MB and an arena a thread. */
    private static final long ALLOWED_BYTES = 40L << 20;

    @Test
    void shouldStreamALargeValueBothWaysWithinLittleMemory() throws Exception {
        try (RunningServer server = Servers.start(Servers.redis70());
                ProxyRig proxy = new ProxyRig(server.address());
                RawClient client = proxy.raw()) {
            long before = pooled();

            write(client, VALUE_BYTES);
            assertThat(client.line()).isEqualTo("+OK");
            client.send("GET", "big");
            assertThat(client.line()).isEqualTo("$" + VALUE_BYTES);
            client.skip(VALUE_BYTES);
            assertThat(client.read(2)).isEqualTo("\r\n");

            assertThat(pooled() - before).isLessThan(ALLOWED_BYTES);
        }
    }

    @Test
    void shouldNotBufferWithoutEndForAClientThatDoesNotRead() throws Exception {
        try (RunningServer server = Servers.start(Servers.valkey80());
                ProxyRig proxy = new ProxyRig(server.address());
                RawClient slow = new RawClient(proxy.address, 4096);
                Jedis other = proxy.client()) {
            write(slow, 16 << 20);
            assertThat(slow.line()).isEqualTo("+OK");
            long before = pooled();

            for (int i = 0; i < 20; i++) {
                slow.send("GET", "big");
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(other.ping()).isEqualTo("PONG");
            }

            assertThat(pooled() - before).isLessThan(ALLOWED_BYTES);
            for (int i = 0; i < 20; i++) {
                assertThat(slow.line()).isEqualTo("$" + (16 << 20));
                slow.skip((16 << 20) + 2);
            }
        }
    }

    private static void write(RawClient client, int bytes) throws IOException {
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) 'x');
        client.sendText(String.format(Locale.ROOT, "*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$%d\r\n", bytes));
        for (int sent = 0; sent < bytes; sent += piece.length) {
            client.write(piece);
        }
        client.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static long pooled() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}

package dev.sluice.benchmarks.compare.idle;

import dev.sluice.benchmarks.compare.system.BenchmarkException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that stay open and do nothing. Not thread-safe. */
public final class IdleClients implements AutoCloseable {
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PONG_LENGTH = "+PONG\r\n".length();

    /** Connections from one address: well below the ports that the kernel gives to outgoing connections. */
    private static final int PER_ADDRESS = 20_000;

    private final List<SocketChannel> channels = new ArrayList<>();

    private IdleClients() {}

    /**
     * Connects, from several loopback addresses where they are many.
     *
     * @param pinged whether each has had a PING answered; otherwise only the last, which tells that all before it were accepted
     */
    public static IdleClients open(String host, int port, int count, boolean pinged) {
        IdleClients clients = new IdleClients();
        try {
            for (int i = 0; i < count; i++) {
                SocketChannel channel = SocketChannel.open();
                clients.channels.add(channel);
                // Unbound, it may take a port that a connection to elsewhere has, or had a moment ago; bound, it may
                // not.
                if (i >= PER_ADDRESS) {
                    channel.bind(new InetSocketAddress("127.0.0." + (1 + i / PER_ADDRESS), 0));
                }
                channel.connect(new InetSocketAddress(host, port));
                if (pinged || i == count - 1) {
                    ping(channel);
                }
            }
            return clients;
        } catch (IOException e) {
            int reached = clients.channels.size();
            clients.close();
            throw new BenchmarkException("client " + reached + " of " + count + ": " + e.getMessage(), e);
        }
    }

    int count() {
        return channels.size();
    }

    private static void ping(SocketChannel channel) throws IOException {
        channel.write(ByteBuffer.wrap(PING));
        ByteBuffer reply = ByteBuffer.allocate(PONG_LENGTH);
        while (reply.hasRemaining()) {
            if (channel.read(reply) < 0) {
                throw new IOException("the connection was closed");
            }
        }
        if (reply.get(0) != '+') {
            throw new IOException("PING was answered by " + new String(reply.array(), StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new BenchmarkException("cannot close an idle connection: " + e.getMessage(), e);
            }
        }
        channels.clear();
    }
}

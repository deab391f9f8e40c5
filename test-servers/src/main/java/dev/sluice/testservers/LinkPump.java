package dev.sluice.testservers;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Forwards one direction of a connection. A reader stamps what comes with the moment it is due, a writer waits for that
 * moment: so a delay costs time and not rate, until {@link #CHUNKS} chunks are under way.
 */
final class LinkPump {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int CHUNKS = 256;
    private static final long OVER_POLL_MS = 100;
    private static final byte[] END = {};

    private final LinkConnection connection;
    private final Socket from;
    private final Socket to;
    private final Direction direction;
    private final LinkFaults faults;
    private final BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS);

    private static final class Chunk {
        private final byte[] bytes;
        private final long dueNanos;

        Chunk(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }

    LinkPump(LinkConnection connection, Socket from, Socket to, Direction direction, LinkFaults faults) {
        this.connection = connection;
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.faults = faults;
    }

    void start() {
        String name = "link-" + from.getLocalPort() + "-" + direction;
        LinkThreads.start(name + "-read", this::read);
        LinkThreads.start(name + "-write", this::write);
    }

    private void read() {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                put(Arrays.copyOf(buffer, read));
            }
            put(END);
        } catch (IOException e) {
            // The sender reset its connection: the receiver sees the same, at once.
            connection.end(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(byte[] bytes) throws InterruptedException {
        Chunk chunk = new Chunk(bytes, System.nanoTime() + faults.delayNanos());
        boolean taken = false;
        while (!taken && !connection.isOver()) {
            taken = underWay.offer(chunk, OVER_POLL_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void write() {
        try {
            long freeAt = System.nanoTime();
            while (!connection.isOver()) {
                Chunk chunk = underWay.poll(OVER_POLL_MS, TimeUnit.MILLISECONDS);
                if (chunk == null) {
                    continue;
                }
                freeAt = Math.max(freeAt, System.nanoTime()) + faults.nanosFor(chunk.bytes.length);
                faults.awaitFlow(direction, Math.max(chunk.dueNanos, freeAt), connection::isOver);
                if (connection.isOver() || !forward(chunk.bytes)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The receiver is gone: the sender sees its connection reset.
            connection.end(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false when this direction has ended */
    private boolean forward(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            connection.halfClosed(to);
            return false;
        }
        LinkFaults.Allowance allowance = faults.take(direction, bytes.length);
        to.getOutputStream().write(bytes, 0, allowance.bytes());
        if (allowance.thenCut()) {
            // A reset could overtake the last bytes.
            connection.end(false);
            return false;
        }
        return true;
    }
}

package dev.sluice.it.transparency;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's connection that can tell what has come without waiting for more. Not thread-safe. */
final class RespSocket implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final FrameReader reader = new FrameReader();
    private boolean ended;
    private long received;

    RespSocket(InetSocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Whether the other side has closed it and everything that came before has been taken. */
    boolean ended() {
        return ended;
    }

    /** Bytes received so far. */
    long received() {
        return received;
    }

    boolean isInFrame() {
        return reader.isInFrame();
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** The frames that are there now. */
    List<Frame> poll() throws IOException {
        List<Frame> frames = new ArrayList<>();
        do {
            take(frames);
        } while (!ended && fill());
        return frames;
    }

    /** One more frame; null when none comes in time or the other side has closed. */
    @Nullable
    Frame next(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Frame frame = reader.next(); ; frame = reader.next()) {
            if (frame != null || ended) {
                return frame;
            }
            if (!fill() && !await(deadline)) {
                return null;
            }
        }
    }

    /** Whether the other side closes in time without another byte. */
    boolean awaitEnd(Duration patience) throws IOException {
        return next(patience) == null && ended && !reader.isInFrame();
    }

    Frame call(String... words) throws IOException {
        write(Command.of(words).bytes(Integer::toString));
        Frame reply = next(Duration.ofSeconds(10));
        if (reply == null) {
            throw new IOException("no reply to " + String.join(" ", words));
        }
        return reply;
    }

    private boolean await(long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        selector.selectedKeys().clear();
        return selector.select(left) > 0;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int read;
        try {
            read = channel.read(buffer);
        } catch (IOException reset) {
            // Closed with bytes of ours unread: an end like any other.
            read = -1;
        }
        if (read < 0) {
            ended = true;
            return false;
        }
        received += read;
        reader.add(new String(buffer.array(), 0, read, StandardCharsets.ISO_8859_1));
        return read > 0;
    }

    private void take(List<Frame> frames) {
        for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
            frames.add(frame);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}

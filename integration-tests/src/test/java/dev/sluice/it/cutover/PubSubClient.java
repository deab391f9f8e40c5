package dev.sluice.it.cutover;

import dev.sluice.proof.Endpoint;
import dev.sluice.resp.RespLimits;
import dev.sluice.resp.RespValue;
import dev.sluice.resp.RespValueDecoder;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A connection that sends what the test says and remembers every frame that it gets, in words. */
final class PubSubClient implements AutoCloseable {
    private final String name;
    private final Socket socket;
    private final Thread reader;
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile boolean lost;

    PubSubClient(String name, Endpoint at, int resp) throws IOException {
        this.name = name;
        this.socket = new Socket(at.host(), at.port());
        socket.setTcpNoDelay(true);
        reader = new Thread(this::read, "reader-" + name);
        reader.start();
        if (resp == 3) {
            send("HELLO", "3");
            awaitFrames(1);
            frames.clear();
        }
    }

    PubSubClient send(String... words) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, words);
        socket.getOutputStream().write(bytes.array(), 0, bytes.readableBytes());
        return this;
    }

    private void read() {
        RespValueDecoder decoder = RespValueDecoder.replies(RespLimits.defaults());
        ByteBuf in = Unpooled.buffer();
        byte[] chunk = new byte[1 << 16];
        try {
            for (int read = socket.getInputStream().read(chunk);
                    read >= 0;
                    read = socket.getInputStream().read(chunk)) {
                in.writeBytes(chunk, 0, read);
                for (RespValue value = decoder.decode(in); value != null; value = decoder.decode(in)) {
                    frames.add(text(value));
                }
                in.discardReadBytes();
            }
            lost = !closed;
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String text(RespValue value) {
        if (value instanceof RespValue.Array || value instanceof RespValue.Push) {
            return value.elements().stream().map(PubSubClient::text).collect(Collectors.joining(" "));
        }
        if (value instanceof RespValue.Bulk bulk) {
            return bulk.text();
        }
        if (value instanceof RespValue.Int number) {
            return ":" + number.value();
        }
        return value instanceof RespValue.SimpleString simple ? "+" + simple.value() : value.toString();
    }

    /** All frames so far, each as its words. */
    List<String> frames() {
        return List.copyOf(frames);
    }

    /** What follows the prefix, of the frames that have it. */
    Stream<String> heard(String prefix) {
        return frames.stream().filter(frame -> frame.startsWith(prefix)).map(frame -> frame.substring(prefix.length()));
    }

    void awaitFrame(String frame) {
        await(frame, all -> all.contains(frame));
    }

    void awaitFrames(int count) {
        await(count + " frames", all -> all.size() >= count);
    }

    private void await(String what, Predicate<List<String>> there) {
        Awaitility.await(name + " gets " + what)
                .atMost(Rig.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> there.test(frames));
    }

    /** Whether the other side closed it. */
    boolean isLost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
        try {
            reader.join(Rig.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.sluice.proxy.session;

import dev.sluice.config.LimitsSettings;
import dev.sluice.node.command.CommandTable;
import dev.sluice.proxy.command.CommandClassifier;
import dev.sluice.proxy.metrics.ProxyMetrics;
import dev.sluice.resp.RespWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One session between a client and nodes that are in memory. Closing it releases everything. */
final class SessionRig implements AutoCloseable {
    static final int STREAM_THRESHOLD = 2048;

    final FakeLanes lanes = new FakeLanes();
    final FakeOwner owner = new FakeOwner();
    final EmbeddedChannel client = new EmbeddedChannel();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ClientSession session;
    long now = 1_000_000;

    SessionRig() {
        this(lanes -> {});
    }

    SessionRig(Consumer<FakeLanes> before) {
        before.accept(lanes);
        client.config().setAutoRead(false);
        session = new ClientSession(7, client, owner, tools(lanes, registry, () -> now));
        client.pipeline().addLast(new ClientHandler(session));
        session.start();
    }

    static SessionTools tools(FakeLanes lanes, SimpleMeterRegistry registry, LongSupplier clock) {
        LimitsSettings limits = new LimitsSettings(
                100,
                512L << 20,
                1 << 20,
                64 << 10,
                32,
                STREAM_THRESHOLD,
                1 << 20,
                Duration.ZERO,
                Duration.ofSeconds(1),
                1);
        return new SessionTools(
                limits, new CommandClassifier(CommandTable::builtIn), lanes, new ProxyMetrics(registry), clock);
    }

    static String command(String line) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, line.split(" "));
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    static String commands(String... lines) {
        StringBuilder all = new StringBuilder();
        for (String line : lines) {
            all.append(command(line));
        }
        return all.toString();
    }

    /** The client sends these commands in one read. */
    void send(String... lines) {
        sendRaw(commands(lines));
    }

    void sendRaw(String bytes) {
        client.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    /** What the client received since the last call. */
    String received() {
        return FakeLanes.text(client);
    }

    FakeLanes.Dial lane() {
        return lanes.last();
    }

    void eof() {
        client.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    void hold(HoldLevel level) {
        owner.level = level;
    }

    void resume() {
        owner.level = HoldLevel.OPEN;
        session.resume();
    }

    @Override
    public void close() {
        session.end();
        client.finishAndReleaseAll();
        lanes.dials.forEach(dial -> dial.channel.finishAndReleaseAll());
        registry.close();
    }
}

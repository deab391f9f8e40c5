package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.proxy.identity.SessionCard;
import dev.sluice.resp.RespWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session between a client and nodes that are in memory. Closing it releases everything. */
final class SessionRig implements AutoCloseable {
    static final int STREAM_THRESHOLD = FakeLanes.STREAM_THRESHOLD;

    final FakeLanes lanes = new FakeLanes();
    final EmbeddedChannel client = new EmbeddedChannel();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final FakeOwner owner;
    final SessionTools tools;
    final ClientSession session;
    long now = 1_000_000;

    SessionRig() {
        this(lanes -> {});
    }

    SessionRig(Consumer<FakeLanes> before) {
        this(LaneMode.DEDICATED, before);
    }

    SessionRig(LaneMode mode, Consumer<FakeLanes> before) {
        this(mode, before, null);
    }

    SessionRig(LaneMode mode, Consumer<FakeLanes> before, @Nullable NodeRole prepared) {
        before.accept(lanes);
        lanes.endOfTurn(client::runPendingTasks);
        client.config().setAutoRead(false);
        tools = lanes.tools(mode, registry, () -> now);
        owner = new FakeOwner(client.eventLoop(), lanes, registry, tools.metrics(), () -> now);
        owner.prepared = prepared;
        session = new ClientSession(7, client, owner, tools);
        client.pipeline().addLast(new ClientHandler(session));
        session.start();
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
        client.writeInbound(lanes.tracked(bytes));
    }

    /** What the client received since the last call. */
    String received() {
        return FakeLanes.text(client);
    }

    /** How others see the session. */
    SessionCard card() {
        return tools.directory().all().iterator().next();
    }

    BufferBudget buffers() {
        return tools.buffers();
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
        client.runPendingTasks();
    }

    @Override
    public void close() {
        session.end();
        client.finishAndReleaseAll();
        lanes.dials.forEach(dial -> dial.channel.finishAndReleaseAll());
        registry.close();
        assertThat(lanes.unreleased()).as("buffers that nobody released").isZero();
    }
}

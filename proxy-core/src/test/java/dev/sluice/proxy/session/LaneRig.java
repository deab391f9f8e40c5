package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.LimitsSettings;
import dev.sluice.config.NodeRole;
import dev.sluice.proxy.identity.SessionCard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Several sessions of one event loop that share lanes to nodes in memory. Closing it checks that everything is released. */
final class LaneRig implements AutoCloseable {
    static final int STREAM_THRESHOLD = FakeLanes.STREAM_THRESHOLD;
    static final int LARGE_REPLY = 32 << 10;
    static final int SLOW_CLIENT_BUFFER = 256 << 10;
    static final int BUFFERED = 1 << 20;
    static final int SHARED_OUTSTANDING = 64;

    final FakeLanes lanes = new FakeLanes();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final EmbeddedChannel loop = new EmbeddedChannel();
    final List<Client> clients = new ArrayList<>();
    final SessionTools tools;
    final FakeOwner owner;
    long now = 1_000_000;

    LaneRig() {
        SessionTools defaults = lanes.tools(LaneMode.AUTO, registry, () -> now);
        tools = new SessionTools(
                small(defaults.limits()),
                defaults.lanes(),
                defaults.classifier(),
                lanes,
                defaults.metrics(),
                new BufferBudget(BUFFERED),
                defaults.directory(),
                defaults.scripts(),
                defaults.clock());
        owner = new FakeOwner(loop.eventLoop(), lanes, registry, tools.metrics(), () -> now);
        owner.onLaneLost = () -> clients.forEach(client -> client.session.refreshStandby());
        lanes.endOfTurn(this::endTurn);
        lanes.answerBy(loop.eventLoop());
    }

    static LimitsSettings small(LimitsSettings of) {
        return new LimitsSettings(
                of.maxClients(),
                of.maxBulkBytes(),
                of.maxElements(),
                of.maxInlineBytes(),
                of.maxDepth(),
                STREAM_THRESHOLD,
                16 << 10,
                of.idleTimeout(),
                of.drainTimeout(),
                of.eventLoops(),
                SLOW_CLIENT_BUFFER,
                Duration.ofSeconds(1),
                BUFFERED,
                LARGE_REPLY,
                SHARED_OUTSTANDING,
                of.carried());
    }

    /** A client whose socket can be made to take nothing. */
    static final class ClientSocket extends EmbeddedChannel {
        private boolean stuck;

        void stuck(boolean on) {
            stuck = on;
            if (!on) {
                flush();
            }
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer in) throws Exception {
            if (!stuck) {
                super.doWrite(in);
            }
        }
    }

    /** One client and its session. */
    final class Client {
        final ClientSocket socket = new ClientSocket();
        final ClientSession session;

        Client(int id) {
            socket.config().setAutoRead(false);
            session = new ClientSession(id, socket, owner, tools);
            socket.pipeline().addLast(new ClientHandler(session));
            session.start();
        }

        /** These commands in one read. */
        void send(String... lines) {
            sendRaw(SessionRig.commands(lines));
        }

        void sendRaw(String bytes) {
            socket.writeInbound(lanes.tracked(bytes));
            endTurn();
        }

        /** What it was told since the last call. */
        String received() {
            endTurn();
            return FakeLanes.text(socket);
        }

        void eof() {
            socket.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }

        /** Where its commands go, in the words of the list of clients: {@code shared}, or why its lane is its own. */
        String place() {
            endTurn();
            SessionCard card = tools.directory().byId(session.id());
            if (card == null) {
                return "gone";
            }
            String pinned = card.lane().pinned();
            return pinned == null ? card.lane().word() : pinned;
        }
    }

    Client connect() {
        Client client = new Client(clients.size() + 1);
        clients.add(client);
        return client;
    }

    /** Clients that share a lane: each has been served once. */
    List<Client> sharing(int count) {
        List<Client> sharing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Client client = connect();
            client.send("PING");
            lane(0).sent();
            lane(0).answer("+PONG\r\n");
            assertThat(client.received()).isEqualTo("+PONG\r\n");
            sharing.add(client);
        }
        assertThat(lanes.dials).hasSize(1);
        return sharing;
    }

    /** Lanes in the order in which they were dialled. */
    FakeLanes.Dial lane(int index) {
        return lanes.dials.get(index);
    }

    FakeLanes.Dial lastLane() {
        return lanes.last();
    }

    int dialled() {
        return lanes.dials.size();
    }

    void endTurn() {
        loop.runPendingTasks();
    }

    /** So much time passes on every event loop. */
    void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        loop.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
        for (Client client : clients) {
            client.socket.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            client.socket.runScheduledPendingTasks();
        }
        endTurn();
    }

    void hold(HoldLevel level) {
        owner.level = level;
    }

    void resume() {
        owner.level = HoldLevel.OPEN;
        clients.forEach(client -> client.session.resume());
        endTurn();
    }

    /** As the gate does it. */
    void switchTo(NodeRole node) {
        NodeRole before = owner.active;
        owner.active = node;
        clients.forEach(client -> client.session.switchTo(node));
        owner.prepared = null;
        owner.pool.leave(before).forEach(lane -> lane.close());
    }

    double pins(String reason) {
        return registry.get("sluice.pins")
                .tag("reason", reason)
                .functionCounter()
                .count();
    }

    double pinned(String reason) {
        return registry.get("sluice.sessions.pinned")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    double open(String kind) {
        return registry.get("sluice.lanes").tag("kind", kind).gauge().value();
    }

    double dropped(String reason) {
        return registry.get("sluice.clients.dropped")
                .tag("reason", reason)
                .functionCounter()
                .count();
    }

    @Override
    public void close() {
        for (Client client : clients) {
            client.session.end();
            client.socket.stuck(false);
            client.socket.finishAndReleaseAll();
        }
        endTurn();
        lanes.dials.forEach(dial -> dial.channel.finishAndReleaseAll());
        loop.finishAndReleaseAll();
        assertThat(tools.buffers().used()).as("bytes that wait for nobody").isZero();
        registry.close();
        assertThat(lanes.unreleased()).as("buffers that nobody released").isZero();
    }
}

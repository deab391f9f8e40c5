package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.config.NodeRole;
import dev.sluice.proxy.session.EchoNodes.Connection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions that send anything in any pieces, over nodes that tell where each command came to, while lanes are lost and all is
 * held and switched: each is answered its own commands, in its order, from the user, the database and the node that are its own.
 */
class SharedLaneModelTest {
    private static final int SESSIONS = 6;
    private static final int STEPS = 3_000;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final EchoNodes nodes = new EchoNodes();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<ModelClient> clients = new ArrayList<>();
    // Made once the mode is known, before the first client.
    @SuppressWarnings("NullAway.Init")
    private FakeOwner owner;

    @SuppressWarnings("NullAway.Init")
    private SessionTools tools;

    private long answered;
    private long lost;
    private long switches;

    /** A client, and what it must be told. */
    private final class ModelClient {
        final EmbeddedChannel socket = new EmbeddedChannel();
        final ClientSession session;
        final ModelSession model = new ModelSession();
        private final StringBuilder unsent = new StringBuilder();
        private final StringBuilder received = new StringBuilder();

        ModelClient(int id) {
            session = new ClientSession(id, socket, owner, tools);
            socket.pipeline().addLast(new ClientHandler(session));
            session.start();
        }

        void think() {
            for (String command : model.next(random)) {
                unsent.append(SessionRig.command(command));
            }
        }

        void send() {
            int length = Math.min(unsent.length(), 1 + random.nextInt(200));
            if (length > 0 && socket.isOpen()) {
                String part = unsent.substring(0, length);
                unsent.delete(0, length);
                socket.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
            }
        }

        void check() {
            for (ByteBuf bytes = socket.readOutbound(); bytes != null; bytes = socket.readOutbound()) {
                received.append(bytes.toString(StandardCharsets.ISO_8859_1));
                bytes.release();
            }
            answered += model.check(received, "seed " + seed);
        }

        boolean isDone() {
            return !socket.isOpen() || (unsent.length() == 0 && model.isDone());
        }
    }

    @ParameterizedTest
    @EnumSource(LaneMode.class)
    void shouldAnswerEachSessionItsOwn(LaneMode mode) {
        System.out.println("SharedLaneModelTest: -Dseed=" + seed);
        start(mode);
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        for (int turn = 0; !clients.stream().allMatch(ModelClient::isDone); turn++) {
            assertThat(turn).as("it comes to an end, seed %d", seed).isLessThan(100_000);
            clients.forEach(ModelClient::send);
            settle();
        }
        assertThat(answered).as("seed %d", seed).isGreaterThan(STEPS / 10);
        assertThat(lost + switches).as("seed %d", seed).isPositive();
        end();
    }

    private void start(LaneMode mode) {
        SessionTools defaults = new FakeLanes().tools(mode, registry, System::nanoTime);
        tools = new SessionTools(
                LaneRig.small(defaults.limits()),
                mode,
                defaults.classifier(),
                nodes,
                defaults.metrics(),
                new BufferBudget(Long.MAX_VALUE),
                defaults.directory(),
                defaults.scripts(),
                defaults.clock());
        owner = new FakeOwner(loop.eventLoop(), nodes, registry, tools.metrics(), System::nanoTime);
        for (int i = 0; i < SESSIONS; i++) {
            clients.add(new ModelClient(i + 1));
        }
    }

    private void step() {
        int at = random.nextInt(clients.size());
        ModelClient client = clients.get(at);
        if (!client.socket.isOpen()) {
            client.check();
            lost++;
            clients.set(at, new ModelClient(SESSIONS + (int) lost + 1));
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> client.think();
            case 3, 4, 5, 6 -> client.send();
            case 7, 8, 9 -> answerOne();
            case 10 -> endTurn();
            default -> seldom();
        }
        clients.forEach(ModelClient::check);
    }

    private void seldom() {
        switch (random.nextInt(12)) {
            case 0 -> loseOne();
            case 1 -> {
                owner.level = HoldLevel.WRITES;
                settle();
                resume();
            }
            case 2 -> switchNode();
            case 3 -> pass(11_000);
            default ->
                nodes.connections.stream()
                        .filter(connection -> connection.channel.isOpen() && connection.state.isBlocked())
                        .findAny()
                        .ifPresent(connection -> connection.state.unblock());
        }
    }

    private void loseOne() {
        List<Connection> open = nodes.connections.stream()
                .filter(connection -> connection.channel.isOpen())
                .toList();
        if (!open.isEmpty() && random.nextInt(3) == 0) {
            open.get(random.nextInt(open.size())).channel.close();
            endTurn();
        }
    }

    private void answerOne() {
        List<Connection> talking =
                nodes.connections.stream().filter(Connection::hasAnswers).toList();
        if (!talking.isEmpty()) {
            talking.get(random.nextInt(talking.size())).answer(random);
        }
    }

    private void endTurn() {
        loop.runPendingTasks();
        clients.forEach(client -> client.socket.runPendingTasks());
        nodes.connections.removeIf(connection -> !connection.channel.isOpen());
        List.copyOf(nodes.connections).forEach(connection -> {
            connection.channel.runPendingTasks();
            connection.read();
        });
    }

    private void pass(long millis) {
        loop.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        loop.runScheduledPendingTasks();
        endTurn();
    }

    /** Until nobody has anything to say. */
    private void settle() {
        boolean busy = true;
        while (busy) {
            endTurn();
            nodes.connections.stream()
                    .filter(connection -> connection.state.isBlocked())
                    .forEach(connection -> connection.state.unblock());
            endTurn();
            busy = nodes.connections.stream().anyMatch(Connection::hasAnswers);
            answerOne();
            clients.forEach(ModelClient::check);
        }
    }

    private void resume() {
        owner.level = HoldLevel.OPEN;
        clients.forEach(client -> client.session.resume());
        endTurn();
    }

    /** As the gate does: with nothing outstanding. */
    private void switchNode() {
        owner.level = HoldLevel.WRITES;
        settle();
        owner.level = HoldLevel.ALL;
        settle();
        if (clients.stream().allMatch(SharedLaneModelTest::isMovable)) {
            NodeRole before = owner.active;
            owner.active = before == NodeRole.SOURCE ? NodeRole.TARGET : NodeRole.SOURCE;
            clients.forEach(client -> client.session.switchTo(owner.active));
            owner.pool.leave(before).forEach(lane -> lane.close());
            switches++;
        }
        resume();
    }

    /** A queue of MULTI is moved only to a lane that has been prepared. */
    private static boolean isMovable(ModelClient client) {
        SessionReadiness readiness = client.session.readiness();
        return readiness.isDrained() && !readiness.isInMulti();
    }

    private void end() {
        clients.forEach(client -> client.session.end());
        loop.runPendingTasks();
        assertThat(tools.buffers().used()).as("seed %d", seed).isZero();
        clients.forEach(client -> client.socket.finishAndReleaseAll());
        nodes.connections.forEach(connection -> connection.channel.finishAndReleaseAll());
        registry.close();
    }
}

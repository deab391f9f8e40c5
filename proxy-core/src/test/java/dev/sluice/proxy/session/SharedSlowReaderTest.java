package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.session.LaneRig.Client;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client of a shared lane that does not take its replies. */
class SharedSlowReaderTest {
    /** More than a socket may have waiting before it counts as full, and not large. */
    private static final int REPLY = 30 << 10;

    private static final String BULK = "$" + REPLY + "\r\n" + "x".repeat(REPLY) + "\r\n";

    private final LaneRig rig = new LaneRig();
    private final List<Client> three = rig.sharing(3);
    private final Client slow = three.get(0);
    private final Client other = three.get(1);

    @AfterEach
    void close() {
        rig.close();
    }

    private boolean isRead(Client client) {
        return client.socket.config().isAutoRead();
    }

    private boolean laneIsRead(int lane) {
        return rig.lane(lane).channel.config().isAutoRead();
    }

    /** The slow client is answered so many bulks and takes none. */
    private void answerSlow(int bulks) {
        slow.socket.stuck(true);
        for (int i = 0; i < bulks; i++) {
            slow.send("GET big");
            rig.lane(0).sent();
            rig.lane(0).answer(BULK);
            rig.endTurn();
        }
    }

    private void askAll(Client client, int commands) {
        for (int i = 0; i < commands; i++) {
            client.send("GET big");
        }
        rig.lane(0).sent();
    }

    @Test
    void shouldNotReadRequestsWhileTheirRepliesAreNotTaken() {
        answerSlow(3);

        assertThat(isRead(slow)).isFalse();
        assertThat(isRead(other)).isTrue();
        assertThat(laneIsRead(0)).as("the others go on").isTrue();
        other.send("GET a");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
        rig.lane(0).answer("$-1\r\n");
        assertThat(other.received()).isEqualTo("$-1\r\n");
        assertThat(rig.tools.buffers().used()).isGreaterThan(REPLY);

        slow.socket.stuck(false);
        assertThat(slow.received()).isEqualTo(BULK.repeat(3));
        assertThat(isRead(slow)).isTrue();
    }

    @Test
    void shouldPinASlowReader() {
        answerSlow(3);
        slow.socket.stuck(false);
        slow.received();

        slow.send("GET a");

        assertThat(slow.place()).isEqualTo("slow-reader");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET a"));
        slow.socket.stuck(true);
        for (int i = 0; i < 4; i++) {
            rig.lane(1).answer(BULK);
            slow.send("GET big");
            rig.lane(1).sent();
        }
        assertThat(laneIsRead(1))
                .as("on its own lane the pressure reaches the node")
                .isFalse();
        slow.socket.stuck(false);
        assertThat(laneIsRead(1)).isTrue();
    }

    @Test
    void shouldStopTheLaneOnlyBeyondTheBufferAndCloseTheClientWhenOthersWait() {
        askAll(slow, 12);
        askAll(other, 1);
        slow.socket.stuck(true);
        for (int i = 0; i < 8; i++) {
            rig.lane(0).answer(BULK);
            rig.endTurn();
        }
        assertThat(laneIsRead(0)).as("within slow-client-buffer").isTrue();

        rig.lane(0).answer(BULK);
        rig.endTurn();
        rig.lane(0).answer("$1\r\n");
        rig.endTurn();

        assertThat(laneIsRead(0)).isFalse();
        three.get(2).send("GET c");
        assertThat(rig.lane(1).sent()).as("nobody joins those who wait").isEqualTo(command("GET c"));
        rig.pass(900);
        assertThat(slow.place()).isEqualTo("shared");
        rig.pass(200);
        assertThat(slow.place()).isEqualTo("gone");
        assertThat(rig.dropped("slow-reader")).isEqualTo(1);
        assertThat(laneIsRead(0)).isTrue();
        rig.lane(0).answer("a\r\n" + BULK + BULK + "$1\r\nb\r\n");
        assertThat(other.received()).isEqualTo("$1\r\nb\r\n");
    }

    @Test
    void shouldKeepASlowReaderForWhichNobodyWaits() {
        askAll(slow, 12);
        slow.socket.stuck(true);
        for (int i = 0; i < 12; i++) {
            rig.lane(0).answer(BULK);
            rig.endTurn();
        }
        assertThat(laneIsRead(0)).isFalse();

        rig.pass(5_000);

        assertThat(slow.place()).isEqualTo("shared");
        slow.socket.stuck(false);
        assertThat(laneIsRead(0)).isTrue();
        assertThat(slow.received()).isEqualTo(BULK.repeat(12));
    }

    @Test
    void shouldNotReadALaneUntilAllSlowReadersHaveCaughtUp() {
        askAll(slow, 10);
        askAll(other, 10);
        slow.socket.stuck(true);
        other.socket.stuck(true);
        for (int i = 0; i < 20; i++) {
            rig.lane(0).answer(BULK);
            rig.endTurn();
        }
        assertThat(laneIsRead(0)).isFalse();

        slow.socket.stuck(false);
        assertThat(laneIsRead(0)).isFalse();
        other.socket.stuck(false);
        assertThat(laneIsRead(0)).isTrue();
    }

    @Test
    void shouldCloseALaneThatWasLeftByAllThatWaited() {
        askAll(slow, 10);
        slow.socket.stuck(true);
        for (int i = 0; i < 10; i++) {
            rig.lane(0).answer(BULK);
            rig.endTurn();
        }
        assertThat(rig.lane(0).channel.isOpen()).isTrue();

        rig.pass(11_000);

        assertThat(rig.lane(0).channel.isOpen()).isFalse();
        assertThat(slow.socket.isOpen())
                .as("it may take what it has been answered")
                .isTrue();
        other.send("GET a");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET a"));
    }

    @Test
    void shouldDropASlowReaderOfASharedLaneWhenAllBuffersAreFull() {
        askAll(slow, 4);
        slow.socket.stuck(true);
        rig.tools.buffers().add(LaneRig.BUFFERED);
        for (int i = 0; i < 4; i++) {
            rig.lane(0).answer(BULK);
            rig.endTurn();
        }
        rig.tools.buffers().add(-LaneRig.BUFFERED);

        assertThat(slow.place()).isEqualTo("gone");
        assertThat(rig.dropped("buffer-limit")).isEqualTo(1);
        assertThat(other.socket.isOpen()).isTrue();
    }
}

package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.session.LaneRig.Client;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that share a lane, move to their own and come back. */
class SharedLaneTest {
    private final LaneRig rig = new LaneRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldGiveEachClientItsOwnRepliesAtEverySplitPoint() {
        List<Client> three = rig.sharing(3);
        String replies = "$2\r\na1\r\n$2\r\na2\r\n$2\r\nb1\r\n-ERR c\r\n*2\r\n:1\r\n$2\r\nb2\r\n+a3\r\n";
        for (int split = 1; split < replies.length(); split++) {
            three.get(0).send("GET a1", "GET a2");
            three.get(1).send("GET b1");
            three.get(2).send("INCR c");
            three.get(1).send("LRANGE b 0 -1");
            three.get(0).sendRaw("GET a3\r\n");

            assertThat(rig.lane(0).sent())
                    .isEqualTo(commands("GET a1", "GET a2", "GET b1", "INCR c", "LRANGE b 0 -1") + "GET a3\r\n");
            rig.lane(0).answer(replies.substring(0, split));
            rig.lane(0).answer(replies.substring(split));

            assertThat(three.get(0).received()).as("split at %d", split).isEqualTo("$2\r\na1\r\n$2\r\na2\r\n+a3\r\n");
            assertThat(three.get(1).received()).isEqualTo("$2\r\nb1\r\n*2\r\n:1\r\n$2\r\nb2\r\n");
            assertThat(three.get(2).received()).isEqualTo("-ERR c\r\n");
        }
    }

    @Test
    void shouldSendCommandsOnlyWhenTheyAreComplete() {
        List<Client> two = rig.sharing(2);
        String set = command("SET key value");

        for (int split = 1; split < set.length(); split++) {
            two.get(0).sendRaw(set.substring(0, split));
            two.get(1).send("GET k");
            assertThat(rig.lane(0).sent()).as("split at %d", split).isEqualTo(command("GET k"));
            two.get(0).sendRaw(set.substring(split));
            assertThat(rig.lane(0).sent()).isEqualTo(set);
            rig.lane(0).answer("$1\r\nv\r\n+OK\r\n");
            assertThat(two.get(0).received()).isEqualTo("+OK\r\n");
            assertThat(two.get(1).received()).isEqualTo("$1\r\nv\r\n");
        }
    }

    @Test
    void shouldKeepTheOrderOfASessionThatMovesForATransaction() {
        Client client = rig.sharing(1).get(0);

        client.send("GET a", "MULTI", "INCR b", "EXEC", "GET c");

        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
        assertThat(rig.dialled()).as("waits for its reply before it moves").isEqualTo(1);
        rig.lane(0).answer("$1\r\na\r\n");
        assertThat(client.place()).isEqualTo("transaction");
        // What came behind is on the own lane already: its state is known there in any case.
        assertThat(rig.lane(1).sent()).isEqualTo(commands("MULTI", "INCR b", "EXEC", "GET c"));
        rig.lane(1).answer("+OK\r\n+QUEUED\r\n*1\r\n:1\r\n$1\r\nc\r\n");
        assertThat(client.received()).isEqualTo("$1\r\na\r\n+OK\r\n+QUEUED\r\n*1\r\n:1\r\n$1\r\nc\r\n");

        client.send("GET d");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET d"));
        assertThat(client.place()).isEqualTo("shared");
        assertThat(rig.open("spare")).isEqualTo(1);
        assertThat(rig.pins("transaction")).isEqualTo(1);
        assertThat(rig.pinned("transaction")).isZero();
    }

    @Test
    void shouldStayPinnedWhileAWatchIsSet() {
        Client client = rig.sharing(1).get(0);
        client.send("WATCH k");
        rig.lane(1).sent();
        rig.lane(1).answer("+OK\r\n");

        client.send("GET k");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET k"));
        rig.lane(1).answer("$-1\r\n");
        client.send("UNWATCH");
        rig.lane(1).answer("+OK\r\n");

        client.send("GET k");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET k"));
    }

    @Test
    void shouldPinWhileBlockedAndUseTheSpareLaneAgain() {
        List<Client> two = rig.sharing(2);

        two.get(0).send("BLPOP q 0");
        two.get(1).send("GET a");

        assertThat(two.get(0).place()).isEqualTo("blocked");
        assertThat(rig.lane(1).sent()).isEqualTo(command("BLPOP q 0"));
        rig.lane(0).sent();
        rig.lane(0).answer("$1\r\na\r\n");
        assertThat(two.get(1).received()).isEqualTo("$1\r\na\r\n");
        rig.lane(1).answer("*-1\r\n");
        assertThat(two.get(0).received()).isEqualTo("*-1\r\n");

        two.get(1).send("BRPOP q 0");
        assertThat(rig.lane(1).sent()).isEqualTo(command("BRPOP q 0"));
        assertThat(rig.dialled()).isEqualTo(2);
        two.get(0).send("GET b");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLIENT NO-EVICT ON", "CLIENT NO-TOUCH ON", "CLIENT TRACKING ON", "READONLY"})
    void shouldNeverGiveAwayALaneWithAMode(String mode) {
        List<Client> two = rig.sharing(2);
        two.get(0).send(mode);
        rig.lane(1).sent();
        rig.lane(1).answer("+OK\r\n");
        assertThat(two.get(0).received()).isEqualTo("+OK\r\n");
        two.get(0).send("GET a");
        assertThat(rig.lane(1).sent()).isEqualTo(command("GET a"));

        two.get(0).eof();
        rig.lane(1).answer("$-1\r\n");

        assertThat(rig.lane(1).channel.isOpen()).isFalse();
        two.get(1).send("BLPOP q 0");
        assertThat(rig.lastLane().sent()).isEqualTo(command("BLPOP q 0"));
        assertThat(rig.dialled()).isEqualTo(3);
    }

    @Test
    void shouldShareAgainOnceAModeIsOff() {
        Client client = rig.sharing(1).get(0);
        client.send("CLIENT NO-EVICT ON", "CLIENT NO-EVICT OFF");
        rig.lane(1).answer("+OK\r\n+OK\r\n");

        client.send("GET a");

        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
    }

    @Test
    void shouldAnswerQuitItselfBehindWhatWasSent() {
        List<Client> two = rig.sharing(2);
        two.get(0).send("GET a", "QUIT", "GET never");
        two.get(1).send("GET b");

        assertThat(rig.lane(0).sent()).isEqualTo(commands("GET a", "GET b"));
        rig.lane(0).answer("$1\r\na\r\n$1\r\nb\r\n");

        assertThat(two.get(0).received()).isEqualTo("$1\r\na\r\n+OK\r\n");
        assertThat(two.get(0).socket.isOpen()).isFalse();
        assertThat(two.get(1).received()).isEqualTo("$1\r\nb\r\n");
        assertThat(rig.lane(0).channel.isOpen()).isTrue();
    }

    @Test
    void shouldEndTheClientWhoseOwnLaneTookItsQuit() {
        List<Client> two = rig.sharing(2);
        two.get(0).send("WATCH q", "QUIT");
        assertThat(rig.lane(1).sent()).isEqualTo(commands("WATCH q", "QUIT"));

        rig.lane(1).answer("+OK\r\n+OK\r\n");
        two.get(1).send("BLPOP other 0");
        assertThat(rig.lastLane().sent()).isEqualTo(command("BLPOP other 0"));
        assertThat(rig.dialled())
                .as("a lane that is about to be closed is nobody else's")
                .isEqualTo(3);
        rig.lane(1).close();

        assertThat(two.get(0).received()).isEqualTo("+OK\r\n+OK\r\n");
        assertThat(two.get(0).socket.isOpen()).isFalse();
        assertThat(two.get(1).socket.isOpen()).isTrue();
    }

    @Test
    void shouldDropTheRepliesOfAClientThatDied() {
        List<Client> three = rig.sharing(3);
        three.get(0).send("GET a");
        three.get(1).send("GET b", "GET b2");
        three.get(2).send("GET c");
        rig.lane(0).sent();

        three.get(1).socket.close();
        rig.lane(0).answer("$1\r\na\r\n$1\r\nb\r\n$2\r\nb");
        rig.lane(0).answer("2\r\n$1\r\nc\r\n");

        assertThat(three.get(0).received()).isEqualTo("$1\r\na\r\n");
        assertThat(three.get(2).received()).isEqualTo("$1\r\nc\r\n");
        assertThat(rig.lane(0).channel.isOpen()).isTrue();
    }

    @Test
    void shouldEndOnlyThoseThatWaitOnALaneThatIsLost() {
        List<Client> three = rig.sharing(3);
        three.get(1).send("GET b");
        rig.lane(0).sent();

        rig.lane(0).close();

        assertThat(three.get(1).socket.isOpen()).isFalse();
        three.get(0).send("GET a");
        three.get(2).send("GET c");
        assertThat(rig.dialled()).isEqualTo(2);
        assertThat(rig.lane(1).sent()).isEqualTo(commands("GET a", "GET c"));
        rig.lane(1).answer("$1\r\na\r\n$1\r\nc\r\n");
        assertThat(three.get(0).received()).isEqualTo("$1\r\na\r\n");
        assertThat(three.get(2).received()).isEqualTo("$1\r\nc\r\n");
    }

    @Test
    void shouldOpenOneLaneForAllThatCameAtOnce() {
        rig.lanes.manual();
        List<Client> two = List.of(rig.connect(), rig.connect());
        two.forEach(client -> client.send("GET a"));
        assertThat(rig.dialled()).isEqualTo(1);

        rig.lane(0).succeed();

        assertThat(rig.lane(0).sent()).isEqualTo(commands("GET a", "GET a"));
    }

    @Test
    void shouldEndThoseWhoseLaneCannotBeHad() {
        rig.lanes.manual();
        List<Client> two = List.of(rig.connect(), rig.connect());
        two.get(0).send("GET a");

        rig.lane(0).fail("refused");

        assertThat(two.get(0).socket.isOpen()).isFalse();
        assertThat(two.get(1).socket.isOpen()).isTrue();
    }

    @Test
    void shouldSendWhatIsLargeOnALaneOfItsOwn() {
        List<Client> two = rig.sharing(2);
        String large = command("SET k " + "x".repeat(3 * LaneRig.STREAM_THRESHOLD));
        two.get(0).send("GET a");
        two.get(0).sendRaw(large.substring(0, 2 * LaneRig.STREAM_THRESHOLD));
        two.get(1).send("GET b");

        assertThat(rig.lane(0).sent()).isEqualTo(commands("GET a", "GET b"));
        rig.lane(0).answer("$-1\r\n$-1\r\n");
        assertThat(two.get(0).place()).isEqualTo("large-request");
        assertThat(rig.lane(1).sent()).isEqualTo(large.substring(0, 2 * LaneRig.STREAM_THRESHOLD));
        two.get(0).sendRaw(large.substring(2 * LaneRig.STREAM_THRESHOLD));
        rig.lane(1).answer("+OK\r\n");

        two.get(0).send("GET a");
        assertThat(rig.lane(0).sent()).isEqualTo(command("GET a"));
    }

    @Test
    void shouldPinForAWhileWhoIsAnsweredALot() {
        List<Client> two = rig.sharing(2);
        two.get(0).send("GET big");
        rig.lane(0).sent();
        String reply = "$" + 2 * LaneRig.LARGE_REPLY + "\r\n" + "x".repeat(2 * LaneRig.LARGE_REPLY) + "\r\n";
        int half = reply.length() / 2 + 100;

        rig.lane(0).answer(reply.substring(0, half));
        two.get(1).send("GET b");
        assertThat(rig.lane(1).sent()).as("nobody queues up behind it").isEqualTo(command("GET b"));
        rig.lane(0).answer(reply.substring(half));
        assertThat(two.get(0).received()).isEqualTo(reply);

        two.get(0).send("GET big");
        assertThat(two.get(0).place()).isEqualTo("large-reply");
        rig.lastLane().sent();
        rig.lastLane().answer("$-1\r\n");
        for (int i = 0; i < 100; i++) {
            two.get(0).send("GET small");
            rig.lanes.dials.forEach(dial -> {
                if (dial.sent().contains("GET")) {
                    dial.answer("$-1\r\n");
                }
            });
        }
        assertThat(two.get(0).place()).isEqualTo("shared");
    }

    @Test
    void shouldCloseTheConnectionOfWhoSpeaksHttp() {
        List<Client> two = rig.sharing(2);
        two.get(0).sendRaw("POST / HTTP/1.1\r\nHost: x\r\n\r\n");
        two.get(1).send("host: a", "GET a");

        assertThat(rig.lane(0).sent()).isEmpty();
        assertThat(two).allSatisfy(client -> assertThat(client.socket.isOpen()).isFalse());
    }

    @Test
    void shouldNotReadAClientThatWaitsForTooManyReplies() {
        List<Client> two = rig.sharing(2);
        String[] pings = new String[LaneRig.SHARED_OUTSTANDING + 1];
        java.util.Arrays.fill(pings, "PING");
        two.get(0).send(pings);
        assertThat(two.get(0).socket.config().isAutoRead()).isFalse();
        assertThat(two.get(1).socket.config().isAutoRead()).isTrue();
        rig.lane(0).sent();

        rig.lane(0).answer("+PONG\r\n");

        assertThat(two.get(0).socket.config().isAutoRead()).isTrue();
    }
}

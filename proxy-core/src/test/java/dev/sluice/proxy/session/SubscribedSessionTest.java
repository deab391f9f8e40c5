package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.LaneMode;
import dev.sluice.proxy.lane.PinReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies are matched while messages come between them. */
class SubscribedSessionTest {
    static final String MAP = "%1\r\n+proto\r\n:3\r\n";

    private SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void fresh() {
        rig.close();
        rig = new SessionRig();
    }

    /** A frame of these words, in the form of the version: the acknowledgement's last is a number. */
    static String frame(int resp, String words) {
        String[] all = words.split(" ", -1);
        StringBuilder frame = new StringBuilder((resp == 2 ? "*" : ">") + all.length + "\r\n");
        for (String word : all) {
            boolean number = word.startsWith(":") || word.equals("$-1");
            frame.append(number ? word : "$" + word.length() + "\r\n" + word).append("\r\n");
        }
        return frame.toString();
    }

    private static String pong(int resp) {
        return resp == 2 ? "*2\r\n$4\r\npong\r\n$0\r\n\r\n" : "+PONG\r\n";
    }

    private void login(int resp) {
        if (resp == 3) {
            rig.send("HELLO 3");
            rig.lane().answer(MAP);
            rig.received();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldMatchRepliesWhereverTheBytesAreSplit(int resp) {
        String answers = "$1\r\nv\r\n"
                + frame(resp, "subscribe a :1")
                + frame(resp, "message a " + "m".repeat(70))
                + frame(resp, "subscribe b :2")
                + frame(resp, "psubscribe p* :3")
                + frame(resp, "pmessage p* pub hello")
                + pong(resp)
                + frame(resp, "unsubscribe b :2")
                + frame(resp, "message a subscribe")
                + frame(resp, "unsubscribe a :1")
                + frame(resp, "punsubscribe p* :0")
                + "*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n";
        for (int split = 1; split < answers.length(); split++) {
            fresh();
            login(resp);
            rig.send("GET k", "SUBSCRIBE a b", "PSUBSCRIBE p*", "PING", "UNSUBSCRIBE", "PUNSUBSCRIBE p*");
            rig.send("LRANGE l 0 -1");

            rig.lane().answer(answers.substring(0, split));
            rig.lane().answer(answers.substring(split));

            assertThat(rig.received()).as("split at %d", split).isEqualTo(answers);
            assertThat(rig.session.readiness().isDrained())
                    .as("split at %d", split)
                    .isTrue();
            assertThat(rig.session.readiness().blocker(rig.now)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldSwallowTheMarkWhereverTheBytesAreSplit(int resp) {
        String before = frame(resp, "message a 1");
        String after = frame(resp, "message a 2");
        String answers = before + pong(resp) + after;
        for (int split = 1; split < answers.length(); split++) {
            fresh();
            login(resp);
            rig.send("SUBSCRIBE a");
            rig.lane().answer(frame(resp, "subscribe a :1"));
            rig.received();
            rig.hold(HoldLevel.ALL);
            rig.session.settle();
            assertThat(rig.lane().sent()).endsWith(SessionRig.command("PING"));

            rig.lane().answer(answers.substring(0, split));
            rig.lane().answer(answers.substring(split));

            assertThat(rig.received()).as("split at %d", split).isEqualTo(before + after);
            assertThat(rig.session.readiness().isDrained()).isTrue();
        }
    }

    @Test
    void shouldTellWhatAReplyIsByTheCommandWhoseTurnItIs() {
        rig.send("LRANGE l 0 -1", "SUBSCRIBE a");

        rig.lane().answer("*3\r\n$7\r\nmessage\r\n$1\r\na\r\n$1\r\nx\r\n" + frame(2, "message a y"));

        assertThat(rig.session.readiness().describe()).startsWith("1 command without");
        rig.lane().answer(frame(2, "subscribe a :1"));
        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @Test
    void shouldTakeAnErrorForTheWholeAnswer() {
        rig.send("SUBSCRIBE a b", "UNSUBSCRIBE", "GET k");

        rig.lane().answer("-NOPERM no\r\n-NOSUB not subscribed\r\n$1\r\nv\r\n");

        assertThat(rig.session.readiness().isDrained()).isTrue();
        assertThat(rig.received()).isEqualTo("-NOPERM no\r\n-NOSUB not subscribed\r\n$1\r\nv\r\n");
    }

    @Test
    void shouldBeOutOfAllOfItAfterReset() {
        rig.send("SUBSCRIBE a", "RESET", "LRANGE l 0 -1");

        rig.lane().answer(frame(2, "subscribe a :1") + "+RESET\r\n" + frame(2, "message a x"));

        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @Test
    void shouldReplaceTheRefusalOfACommandAmongMessages() {
        rig.send("HELLO 3");
        rig.lane().answer(MAP);
        rig.send("SUBSCRIBE a", "SHUTDOWN", "GET k");
        rig.received();

        rig.lane().answer(frame(3, "subscribe a :1") + frame(3, "message a x") + "-ERR unknown\r\n$1\r\nv\r\n");

        assertThat(rig.received())
                .isEqualTo(frame(3, "subscribe a :1") + frame(3, "message a x")
                        + "-ERR sluice: SHUTDOWN is not allowed through Sluice\r\n$1\r\nv\r\n");
    }

    @Test
    void shouldTellLinesOfMonitorFromReplies() {
        String line = "+1700000000.123456 [0 127.0.0.1:1] \"ping\"\r\n";
        String answers = "+OK\r\n" + line + "+PONG\r\n" + line + "+RESET\r\n+PONG\r\n";
        for (int split = 1; split < answers.length(); split++) {
            fresh();
            rig.send("MONITOR", "PING", "RESET", "PING");

            rig.lane().answer(answers.substring(0, split));
            rig.lane().answer(answers.substring(split));

            assertThat(rig.received()).isEqualTo(answers);
            assertThat(rig.session.readiness().isDrained())
                    .as("split at %d", split)
                    .isTrue();
        }
    }

    @Test
    void shouldNotBeMovableOnceATransactionHasSubscribed() {
        rig.send("MULTI", "SUBSCRIBE a b", "EXEC");
        rig.lane().answer("+OK\r\n+QUEUED\r\n");
        assertThat(rig.session.readiness().blocker(rig.now)).isNull();

        rig.lane().answer("*1\r\n" + frame(2, "subscribe a :1") + frame(2, "subscribe b :2"));

        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("subscribed-in-multi");
        rig.received();
        rig.lane().answer(frame(2, "message a x"));
        assertThat(rig.received()).isEqualTo(frame(2, "message a x"));
    }

    @Test
    void shouldLetASubscribedSessionRunOnToItsExec() {
        login(3);
        rig.send("SUBSCRIBE a", "MULTI", "SET k v");
        rig.lane().answer(frame(3, "subscribe a :1") + "+OK\r\n+QUEUED\r\n");
        rig.hold(HoldLevel.WRITES);
        assertThat(rig.session.readiness().isSettled()).isFalse();
        assertThat(rig.session.readiness().describe()).startsWith("inside MULTI and subscribed");

        rig.send("EXEC");
        rig.lane().answer(frame(3, "message a x") + "*1\r\n+OK\r\n");

        assertThat(rig.session.readiness().isSettled()).isTrue();
        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @Test
    void shouldDeliverAcknowledgementsAndMessagesAlsoWithoutReplies() {
        rig.send("CLIENT REPLY OFF", "SUBSCRIBE a", "PING");

        rig.lane().answer("+OK\r\n" + frame(2, "subscribe a :1") + frame(2, "message a x") + pong(2));

        assertThat(rig.received()).isEqualTo(frame(2, "subscribe a :1") + frame(2, "message a x"));
        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @Test
    void shouldNotBeMovableWithAChannelThatIsTooLong() {
        String acknowledgement = frame(2, "subscribe " + "c".repeat(ListeningFrames.MAX_ACKNOWLEDGEMENT) + " :1");
        rig.send("SUBSCRIBE c");

        rig.lane().answer(acknowledgement);

        assertThat(rig.received()).isEqualTo(acknowledgement);
        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("subscribed-to-too-much");
    }

    @Test
    void shouldShareItsLaneAgainWithoutSubscriptions() {
        try (SessionRig sharing = new SessionRig(LaneMode.AUTO, FakeLanes::manual)) {
            sharing.send("SUBSCRIBE a");
            sharing.lane().succeed();
            sharing.lane().answer(frame(2, "subscribe a :1"));
            assertThat(sharing.registry
                            .get("sluice.sessions.pinned")
                            .tag("reason", PinReason.SUBSCRIBED.word())
                            .gauge()
                            .value())
                    .isEqualTo(1);

            sharing.send("UNSUBSCRIBE");
            sharing.lane().answer(frame(2, "unsubscribe a :0"));

            assertThat(sharing.registry
                            .get("sluice.sessions.pinned")
                            .tag("reason", PinReason.SUBSCRIBED.word())
                            .gauge()
                            .value())
                    .isZero();
        }
    }
}

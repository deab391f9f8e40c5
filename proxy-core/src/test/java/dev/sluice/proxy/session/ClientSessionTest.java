package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientSessionTest {
    private final SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPassBytesUntouchedAtEverySplitPoint() {
        String requests =
                commands("SET k v", "get k") + "PING\r\n" + "\r\n" + "*0\r\n" + "set a 'b c'\r\n" + command("SELECT 3")
                        + command("SET big " + "x".repeat(3 * SessionRig.STREAM_THRESHOLD)) + command("GET k");
        String replies =
                "+OK\r\n$1\r\nv\r\n+PONG\r\n+OK\r\n+OK\r\n>2\r\n+push\r\n:1\r\n+OK\r\n|1\r\n+a\r\n:1\r\n$-1\r\n";
        for (int split = 1; split < requests.length(); split++) {
            rig.sendRaw(requests.substring(0, split));
            rig.sendRaw(requests.substring(split));
            assertThat(rig.lane().sent()).as("split at %d", split).isEqualTo(requests);
            int cut = 1 + split % (replies.length() - 1);
            rig.lane().answer(replies.substring(0, cut));
            rig.lane().answer(replies.substring(cut));
            assertThat(rig.received()).isEqualTo(replies);
            assertThat(rig.session.readiness().isDrained()).isTrue();
        }
        assertThat(rig.session.context().db()).isEqualTo(3);
    }

    @Test
    void shouldSendALongCommandBeforeItIsComplete() {
        String value = "x".repeat(10_000);
        String set = command("SET k " + value);

        rig.sendRaw(set.substring(0, 5_000));

        assertThat(rig.lane().sent()).isEqualTo(set.substring(0, 5_000));
        rig.sendRaw(set.substring(5_000) + command("GET k"));
        assertThat(rig.lane().sent()).isEqualTo(set.substring(5_000) + command("GET k"));
    }

    @Test
    void shouldKeepAShortCommandUntilItIsComplete() {
        rig.sendRaw(command("SET k v").substring(0, 20));

        assertThat(rig.lane().sent()).isEmpty();
    }

    @Test
    void shouldAnswerRefusedCommandsInTheirTurn() {
        rig.send("GET a", "REPLICAOF no one", "GET b", "CLIENT PAUSE 100");

        rig.lane().answer("$1\r\na\r\n-ERR unknown com");
        rig.lane().answer("mand\r\n$1\r\nb\r\n-ERR unknown command\r\n");

        assertThat(rig.lane().sent())
                .doesNotContain("REPLICAOF")
                .doesNotContain("PAUSE")
                .contains(command("GET b"));
        assertThat(rig.received())
                .isEqualTo("$1\r\na\r\n"
                        + "-ERR sluice: REPLICAOF is not allowed through Sluice\r\n"
                        + "$1\r\nb\r\n"
                        + "-ERR sluice: CLIENT PAUSE is not allowed through Sluice\r\n");
    }

    @Test
    void shouldDropALongRefusedCommandWhole() {
        String refused = command("DEBUG " + "x".repeat(10_000));

        rig.sendRaw(refused.substring(0, 6_000));
        rig.sendRaw(refused.substring(6_000) + command("PING"));

        assertThat(rig.lane().sent()).doesNotContain("xx").endsWith(command("PING"));
        rig.lane().answer("-ERR unknown\r\n+PONG\r\n");
        assertThat(rig.received()).isEqualTo("-ERR sluice: DEBUG is not allowed through Sluice\r\n+PONG\r\n");
    }

    @Test
    void shouldAnswerMalformedInputAfterWhatCameBefore() {
        rig.sendRaw(command("GET a") + "*1\r\nx");
        assertThat(rig.received()).isEmpty();

        rig.lane().answer("$-1\r\n");

        assertThat(rig.received()).isEqualTo("$-1\r\n-ERR Protocol error: expected '$', got 'x'\r\n");
        assertThat(rig.client.isOpen()).isFalse();
        assertThat(rig.owner.ended).isTrue();
    }

    @Test
    void shouldDeliverOutstandingRepliesToAHalfClosedClient() {
        rig.send("GET a", "GET b");
        rig.eof();
        rig.lane().answer("$1\r\na\r\n");
        assertThat(rig.client.isOpen()).isTrue();

        rig.lane().answer("$1\r\nb\r\n");

        assertThat(rig.received()).isEqualTo("$1\r\na\r\n$1\r\nb\r\n");
        assertThat(rig.client.isOpen()).isFalse();
        assertThat(rig.lane().channel.isOpen()).isFalse();
    }

    @Test
    void shouldNotWaitForTheReplyOfACommandWhoseEndNeverCame() {
        rig.send("GET a");
        rig.sendRaw(command("SET k " + "x".repeat(10_000)).substring(0, 6_000));
        rig.eof();

        rig.lane().answer("$1\r\na\r\n");

        assertThat(rig.received()).isEqualTo("$1\r\na\r\n");
        assertThat(rig.client.isOpen()).isFalse();
    }

    @Test
    void shouldLetGoOfABlockedCommandWhoseClientLeft() {
        rig.send("BLPOP k 0");
        rig.eof();

        assertThat(rig.lane().channel.isOpen()).isFalse();
    }

    @Test
    void shouldCloseTheClientWhenItsNodeIsLost() {
        rig.send("GET a", "GET b");
        rig.lane().answer("$1\r\na\r\n");
        rig.lane().close();

        assertThat(rig.received()).isEqualTo("$1\r\na\r\n");
        assertThat(rig.client.isOpen()).isFalse();
        assertThat(rig.owner.ended).isTrue();
    }

    @Test
    void shouldPassOnWhatANodeSaysUnasked() {
        rig.lane().answer("-ERR max number of clients reached\r\n");

        assertThat(rig.received()).isEqualTo("-ERR max number of clients reached\r\n");
    }

    @Test
    void shouldStopReadingAClientWhoseNodeIsSlow() {
        assertThat(rig.client.config().isAutoRead()).isTrue();

        rig.session.onLaneWritable(false);
        assertThat(rig.client.config().isAutoRead()).isFalse();

        rig.session.onLaneWritable(true);
        assertThat(rig.client.config().isAutoRead()).isTrue();
    }

    @Test
    void shouldStopReadingTheNodeOfASlowClient() {
        rig.session.onClientWritable(false);
        assertThat(rig.lane().channel.config().isAutoRead()).isFalse();

        rig.session.onClientWritable(true);
        assertThat(rig.lane().channel.config().isAutoRead()).isTrue();
    }

    @Test
    void shouldStopMatchingOnceRepliesAreNoLongerOneToACommand() {
        rig.send("GET a", "SCRIPT DEBUG YES", "PING");
        rig.lane().answer("$1\r\na\r\n+unasked\r\n*1\r\n+more\r\n");

        assertThat(rig.received()).endsWith("+unasked\r\n*1\r\n+more\r\n");
        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("debugging");
        assertThat(rig.session.readiness().isDrained()).isFalse();
    }

    @Test
    void shouldCountABlockingCommandThatCannotBeCalledBackAsBlockedAfterAWhile() {
        rig.send("BLPOP " + "k".repeat(SessionRig.STREAM_THRESHOLD) + " 0");
        assertThat(rig.session.readiness().blocker(rig.now)).isNull();
        assertThat(rig.session.readiness().isSettled()).isFalse();

        rig.now += SessionReadiness.BLOCKED_AFTER_NANOS + 1;

        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("blocked");
        rig.lane().answer("*-1\r\n");
        assertThat(rig.session.readiness().blocker(rig.now)).isNull();
    }

    @Test
    void shouldAskForTheLanesIdBeforeABlockingCommandWhenItIsNotKnown() {
        try (SessionRig rig = new SessionRig(FakeLanes::nameless)) {
            rig.send("BLPOP k 1");
            assertThat(rig.lane().sent()).isEqualTo(commands("CLIENT ID", "BLPOP k 1"));
            assertThat(rig.card().lane().nodeId()).isZero();

            rig.lane().answer(":4");
            rig.lane().answer("1\r\n*-1\r\n");
            rig.send("BLPOP k 1");

            assertThat(rig.received()).isEqualTo("*-1\r\n");
            assertThat(rig.card().lane().nodeId()).isEqualTo(41);
            assertThat(rig.lane().sent()).isEqualTo(command("BLPOP k 1"));
        }
    }

    @Test
    void shouldAskForTheLanesIdOnceOnlyAndNotInsideMulti() {
        try (SessionRig rig = new SessionRig(FakeLanes::nameless)) {
            rig.send("MULTI", "BLPOP k 1");
            assertThat(rig.lane().sent()).doesNotContain("CLIENT");
            rig.lane().answer("+OK\r\n+QUEUED\r\n");
            rig.send("DISCARD");
            rig.lane().answer("+OK\r\n");

            rig.send("BLPOP k 1");
            rig.lane().answer("-NOPERM no\r\n*-1\r\n");
            rig.send("BLPOP k 1");

            assertThat(rig.lane().sent()).containsOnlyOnce("CLIENT");
            assertThat(rig.received()).doesNotContain("NOPERM");
        }
    }

    @Test
    void shouldCountStreamReadsAsBlockingOnlyWhenTheyAskForIt() {
        rig.send("XREADGROUP GROUP g c COUNT 10 STREAMS k >", "XREAD COUNT 1 STREAMS BLOCK 0");
        assertThat(rig.session.blocking().isOpen()).isFalse();

        rig.send("XREADGROUP GROUP g c COUNT 10 BLOCK 0 STREAMS k >");
        assertThat(rig.session.blocking().isOpen()).isTrue();
    }

    @Test
    void shouldTellUsersThatAuthenticated() {
        rig.send("AUTH app wrong", "AUTH app right");
        rig.lane().answer("-WRONGPASS no\r\n");
        rig.lane().answer("+OK\r\n");

        assertThat(rig.owner.authenticated).hasSize(1);
        assertThat(rig.owner.authenticated.get(0).user()).isEqualTo("app");
        assertThat(rig.owner.authenticated.get(0).toString()).doesNotContain("right");
    }

    /** A refusal behind replies that are not written yet may get no reply at all (Valkey 8.0.1). */
    @Test
    void shouldLogInOnlyWhenEverythingBeforeIsAnswered() {
        rig.send("GET a", "AUTH app right", "GET b");
        assertThat(rig.lane().sent()).isEqualTo(command("GET a"));

        rig.lane().answer("$-1\r\n");

        assertThat(rig.lane().sent()).isEqualTo(commands("AUTH app right", "GET b"));
    }

    @Test
    void shouldAnswerMalformedInputBehindABlockedCommandLast() {
        rig.sendRaw(command("BLPOP k 0") + "*1\r\nx");
        assertThat(rig.received()).isEmpty();

        rig.lane().answer("*-1\r\n");

        assertThat(rig.received()).isEqualTo("*-1\r\n-ERR Protocol error: expected '$', got 'x'\r\n");
    }

    @Test
    void shouldCloseTheClientWhenTheNodeCannotBeReached() {
        try (SessionRig other = new SessionRig(FakeLanes::manual)) {
            other.lane().fail("refused");

            assertThat(other.client.isOpen()).isFalse();
            assertThat(other.registry
                            .get("sluice.upstream.connect.failures")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldServeWhatAClientSentThatClosedItsSideBeforeThereWasALane() {
        try (SessionRig rig = new SessionRig(FakeLanes::manual)) {
            rig.send("PING", "PING");
            rig.eof();

            rig.lane().succeed();
            rig.client.runPendingTasks();

            assertThat(rig.lane().sent()).isEqualTo(SessionRig.commands("PING", "PING"));
            rig.lane().answer("+PONG\r\n+PONG\r\n");
            assertThat(rig.received()).isEqualTo("+PONG\r\n+PONG\r\n");
            assertThat(rig.client.isOpen()).isFalse();
        }
    }
}

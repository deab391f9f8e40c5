package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest {
    private static final List<HoldLevel> LEVELS = List.of(HoldLevel.values());

    private final SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldLetReadsGoUntilTheFirstWriteAndHoldAllAfterIt() {
        rig.hold(HoldLevel.WRITES);

        rig.send("GET a", "MGET a b", "SET a 1", "GET a", "PING");

        assertThat(rig.lane().sent()).isEqualTo(commands("GET a", "MGET a b"));
        assertThat(rig.owner.budget.commands()).isEqualTo(3);
        assertThat(rig.owner.budget.bytes())
                .isEqualTo(commands("SET a 1", "GET a", "PING").length());
        rig.resume();
        assertThat(rig.lane().sent()).isEqualTo(commands("SET a 1", "GET a", "PING"));
        assertThat(rig.owner.budget.commands()).isZero();
        assertThat(rig.owner.budget.bytes()).isZero();
        assertThat(rig.session.readiness().isHolding()).isFalse();
    }

    @Test
    void shouldHoldReadsTooWhenEverythingIsHeld() {
        rig.hold(HoldLevel.ALL);

        rig.send("GET a");

        assertThat(rig.lane().sent()).isEmpty();
        rig.resume();
        assertThat(rig.lane().sent()).isEqualTo(command("GET a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a 1",
                "no.such.command",
                "EVAL x 0",
                "PUBLISH c m",
                "MULTI",
                "WATCH k",
                "SELECT 1",
                "AUTH p",
                "HELLO 3",
                "SUBSCRIBE c",
                "MONITOR",
                "XREAD BLOCK 0 STREAMS k $",
                "CLIENT TRACKING ON",
                "BLPOP k 0",
                "RESET",
                "CLIENT SETNAME n"
            })
    void shouldHoldWhatWritesOrChangesTheSession(String command) {
        rig.hold(HoldLevel.WRITES);

        rig.send(command);

        assertThat(rig.lane().sent()).isEmpty();
        assertThat(rig.session.readiness().isHolding()).isTrue();
    }

    @Test
    void shouldHoldEverythingInsideATransaction() {
        rig.send("MULTI", "INCR a");
        rig.hold(HoldLevel.WRITES);
        assertThat(rig.session.readiness().isSettled()).isFalse();
        rig.lane().answer("+OK\r\n+QUEUED\r\n");
        assertThat(rig.session.readiness().isSettled()).isTrue();
        rig.lane().sent();

        rig.send("GET a", "EXEC", "MULTI", "INCR c", "EXEC");

        assertThat(rig.lane().sent()).isEmpty();
        rig.resume();
        assertThat(rig.lane().sent()).isEqualTo(commands("GET a", "EXEC", "MULTI", "INCR c", "EXEC"));
    }

    @Test
    void shouldLetATransactionThatIsTooLargeToBeMovedRunToItsEndAndHoldTheNext() {
        rig.send("MULTI", "SET a " + "x".repeat(FakeLanes.TRANSACTION_BYTES));
        rig.hold(HoldLevel.WRITES);
        rig.lane().answer("+OK\r\n+QUEUED\r\n");
        assertThat(rig.session.readiness().isSettled()).isFalse();
        assertThat(rig.session.readiness().describe()).contains("sluice.limits.transaction-bytes");
        rig.lane().sent();

        rig.send("INCR b", "EXEC", "MULTI", "INCR c", "EXEC");

        assertThat(rig.lane().sent()).isEqualTo(commands("INCR b", "EXEC"));
        rig.lane().answer("+QUEUED\r\n*2\r\n:1\r\n:1\r\n");
        assertThat(rig.lane().sent()).isEmpty();
        assertThat(rig.session.readiness().isSettled()).isTrue();
    }

    @Test
    void shouldWaitForTheReplyThatTellsWhetherATransactionIsOpen() {
        rig.send("MULTI");
        rig.hold(HoldLevel.WRITES);
        rig.lane().sent();

        rig.send("GET a");
        assertThat(rig.lane().sent()).isEmpty();

        rig.lane().answer("-NOPERM no\r\n");
        assertThat(rig.lane().sent()).isEqualTo(command("GET a"));
        assertThat(rig.owner.budget.commands()).isZero();
    }

    @Test
    void shouldHoldWritesWhenTheNodeRefusedTheTransaction() {
        rig.send("MULTI");
        rig.hold(HoldLevel.WRITES);
        rig.lane().sent();
        rig.send("INCR a");

        rig.lane().answer("-NOPERM no\r\n");

        assertThat(rig.lane().sent()).isEmpty();
        assertThat(rig.session.readiness().isHolding()).isTrue();
    }

    @Test
    void shouldHoldTheTransactionOfAWatchedSession() {
        rig.send("WATCH k");
        rig.lane().answer("+OK\r\n");
        rig.hold(HoldLevel.WRITES);
        rig.lane().sent();

        rig.send("GET k", "MULTI", "GET k");

        assertThat(rig.lane().sent()).isEqualTo(command("GET k"));
        rig.lane().answer("$-1\r\n");
        assertThat(rig.session.readiness().isSettled()).isTrue();
    }

    @Test
    void shouldCountWritesUntilTheyAreAnswered() {
        rig.send("SET a 1", "GET a", "EXEC");
        assertThat(rig.session.readiness().areWritesDrained()).isFalse();
        rig.lane().answer("+OK\r\n$1\r\n1\r\n");
        assertThat(rig.session.readiness().areWritesDrained()).isFalse();

        rig.lane().answer("-ERR EXEC without MULTI\r\n");

        assertThat(rig.session.readiness().areWritesDrained()).isTrue();
        assertThat(rig.session.readiness().isDrained()).isTrue();
    }

    @Test
    void shouldLetALongWriteThatIsOnItsWayGoOn() {
        String set = command("SET k " + "x".repeat(10_000));
        rig.sendRaw(set.substring(0, 5_000));
        rig.hold(HoldLevel.ALL);

        rig.sendRaw(set.substring(5_000) + command("GET k"));

        assertThat(rig.lane().sent()).isEqualTo(set);
        assertThat(rig.session.readiness().areWritesDrained()).isFalse();
        assertThat(rig.session.readiness().isHolding()).isTrue();
    }

    @Test
    void shouldHoldALongWriteWithoutReadingAllOfIt() {
        rig.hold(HoldLevel.WRITES);
        String set = command("SET k " + "x".repeat(600_000));

        rig.sendRaw(set.substring(0, 300_000));

        assertThat(rig.lane().sent()).isEmpty();
        assertThat(rig.client.config().isAutoRead()).isFalse();
        assertThat(rig.owner.budget.commands()).isEqualTo(1);
        rig.resume();
        assertThat(rig.client.config().isAutoRead()).isTrue();
        rig.sendRaw(set.substring(300_000) + command("PING"));
        assertThat(rig.lane().sent()).isEqualTo(set + command("PING"));
        assertThat(rig.owner.released).hasSize(1);
    }

    @Test
    void shouldTellHowLongEachCommandWaited() {
        rig.hold(HoldLevel.WRITES);
        rig.send("SET a 1");
        rig.now += 1_000;
        rig.send("GET a");
        rig.now += 500;

        rig.resume();

        assertThat(rig.owner.released).containsExactly("write 1500", "read 500");
    }

    @Test
    void shouldDropWhatIsHeldWhenTheClientLeaves() {
        rig.send("GET a");
        rig.lane().sent();
        rig.hold(HoldLevel.WRITES);
        rig.send("INCR a", "INCR a");

        rig.eof();
        rig.lane().answer("$1\r\na\r\n");
        rig.resume();

        assertThat(rig.received()).isEqualTo("$1\r\na\r\n");
        assertThat(rig.lane().sent()).isEmpty();
        assertThat(rig.client.isOpen()).isFalse();
        assertThat(rig.owner.budget.commands()).isZero();
        assertThat(rig.owner.budget.bytes()).isZero();
    }

    @Test
    void shouldTellWhenTooMuchIsHeld() {
        rig.owner.budget.limits(1_000_000, 2);
        rig.hold(HoldLevel.WRITES);
        rig.send("INCR a", "INCR a");
        assertThat(rig.owner.overflows).isZero();

        rig.send("INCR a");

        assertThat(rig.owner.overflows).isEqualTo(1);
        rig.owner.budget.limits(80, 1_000);
        rig.send("INCR a");
        assertThat(rig.owner.overflows).isEqualTo(2);
    }

    @Test
    void shouldAnswerMalformedInputBehindHeldCommandsInItsTurn() {
        rig.hold(HoldLevel.WRITES);
        rig.sendRaw(command("SET a 1") + "*1\r\nx");
        assertThat(rig.client.isOpen()).isTrue();

        rig.resume();
        rig.lane().answer("+OK\r\n");

        assertThat(rig.received()).isEqualTo("+OK\r\n-ERR Protocol error: expected '$', got 'x'\r\n");
        assertThat(rig.client.isOpen()).isFalse();
    }

    /** Whatever is held and however it is cut: everything leaves once, in order. */
    @Test
    void shouldKeepEveryByteInOrderThroughRandomHolds() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        String[] choices = {
            "GET a", "SET a 1", "PING", "INCR " + "k".repeat(100), "SET long " + "v".repeat(5_000), "MGET a b c"
        };
        for (int round = 0; round < 200; round++) {
            StringBuilder all = new StringBuilder();
            int count = 1 + random.nextInt(20);
            for (int i = 0; i < count; i++) {
                all.append(command(choices[random.nextInt(choices.length)]));
            }
            StringBuilder sent = new StringBuilder();
            for (int at = 0; at < all.length(); ) {
                rig.owner.level = LEVELS.get(random.nextInt(LEVELS.size()));
                if (rig.owner.level == HoldLevel.OPEN) {
                    rig.session.resume();
                }
                int next = Math.min(all.length(), at + 1 + random.nextInt(3_000));
                rig.sendRaw(all.substring(at, next));
                at = next;
                sent.append(rig.lane().sent());
                assertThat(all.toString()).as("seed %d", seed).startsWith(sent.toString());
            }
            rig.resume();
            sent.append(rig.lane().sent());
            assertThat(sent.toString()).as("seed %d", seed).isEqualTo(all.toString());
            assertThat(rig.owner.budget.commands()).as("seed %d", seed).isZero();
            assertThat(rig.owner.budget.bytes()).as("seed %d", seed).isZero();
            rig.lane().answer("+OK\r\n".repeat(count));
            assertThat(rig.session.readiness().isDrained()).as("seed %d", seed).isTrue();
        }
    }
}

package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalCommandsTest {
    private static final long MARKED_1 = 1L << 48;

    private final SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void shouldPassCursorsAsTheyAreBeforeTheFirstSwitch() {
        rig.send("SCAN 17 COUNT 5", "HSCAN h 3");
        assertThat(rig.lane().sent()).isEqualTo(commands("SCAN 17 COUNT 5", "HSCAN h 3"));

        rig.lane().answer("*2\r\n$1\r\n5\r\n*0\r\n*2\r\n$1\r\n0\r\n*0\r\n");

        assertThat(rig.received()).isEqualTo("*2\r\n$1\r\n5\r\n*0\r\n*2\r\n$1\r\n0\r\n*0\r\n");
    }

    @Test
    void shouldStartAgainAfterASwitchAndGoOnFromThere() {
        rig.owner.cursorMark = 1;
        rig.send("SCAN 17 COUNT 5", "GET a", "ZSCAN z 9");
        assertThat(rig.lane().sent()).isEqualTo(commands("SCAN 0 COUNT 5", "GET a", "ZSCAN z 0"));
        rig.lane().answer("*2\r\n$1\r\n5\r\n*0\r\n$-1\r\n*2\r\n$1\r\n0\r\n*0\r\n");
        String cursor = Long.toString(MARKED_1 + 5);
        assertThat(rig.received()).isEqualTo("*2\r\n$15\r\n" + cursor + "\r\n*0\r\n$-1\r\n*2\r\n$1\r\n0\r\n*0\r\n");

        rig.send("SCAN " + cursor + " COUNT 5");

        assertThat(rig.lane().sent()).isEqualTo(command("SCAN 5 COUNT 5"));
    }

    @Test
    void shouldMarkACursorInsideATransaction() {
        rig.owner.cursorMark = 1;
        rig.send("MULTI", "SET a 1", "SCAN 0", "EXEC");

        rig.lane().answer("+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n*2\r\n$1\r\n5\r\n*0\r\n");

        assertThat(rig.received()).endsWith("*2\r\n+OK\r\n*2\r\n$15\r\n" + (MARKED_1 + 5) + "\r\n*0\r\n");
    }

    @Test
    void shouldNotMoveATransactionThatGoesOnWithACursor() {
        rig.send("MULTI", "SCAN 17");
        rig.lane().answer("+OK\r\n+QUEUED\r\n");

        assertThat(rig.session.readiness().isSettled()).isFalse();
    }

    @Test
    void shouldLetScansPassWhileWritesAreHeld() {
        rig.hold(HoldLevel.WRITES);

        rig.send("SCAN 0", "SSCAN s 3");

        assertThat(rig.lane().sent()).isEqualTo(commands("SCAN 0", "SSCAN s 3"));
    }

    @Test
    void shouldRecordScripts() {
        rig.send("EVAL one 0", "eval_ro two 0", "SCRIPT LOAD three", "EVALSHA four 0", "script");
        assertThat(rig.tools.scripts().since(0))
                .extracting(body -> new String(body, StandardCharsets.US_ASCII))
                .containsExactly("one", "two", "three");

        rig.send("SCRIPT FLUSH");

        assertThat(rig.tools.scripts().since(0)).isEmpty();
    }

    @Test
    void shouldSpeakOfTheSessionInsideATransactionToo() {
        rig.send("MULTI", "CLIENT ID", "CLIENT GETNAME", "CLIENT SETNAME me", "CLIENT GETNAME", "EXEC");
        rig.lane()
                .answer("+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n"
                        + "*4\r\n:55\r\n$5\r\nother\r\n+OK\r\n$2\r\nme\r\n");

        assertThat(rig.received()).endsWith("+QUEUED\r\n*4\r\n:7\r\n$-1\r\n+OK\r\n$2\r\nme\r\n");
        assertThat(rig.session.context().name()).isEqualTo("me");
    }

    @Test
    void shouldSpeakOfTheSessionInPieces() {
        rig.send("GET a", "MULTI", "CLIENT ID", "EXEC", "GET b");
        String replies = "$-1\r\n+OK\r\n+QUEUED\r\n*1\r\n:55\r\n$-1\r\n";
        for (int i = 0; i < replies.length(); i++) {
            rig.lane().answer(replies.substring(i, i + 1));
        }

        assertThat(rig.received()).isEqualTo("$-1\r\n+OK\r\n+QUEUED\r\n*1\r\n:7\r\n$-1\r\n");
    }
}

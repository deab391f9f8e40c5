package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.lane.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state that replies lead to, seen through a session. */
class SessionStateTest {
    private final SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private SessionContext after(String replies) {
        rig.lane().answer(replies);
        return rig.session.context();
    }

    @Test
    void shouldTakeAChangeInsideATransactionFromTheReplyOfExec() {
        rig.send("MULTI", "GET a", "SELECT 4", "SELECT 99", "CLIENT SETNAME n", "EXEC");
        assertThat(after("+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n").db())
                .isZero();

        SessionContext context = after("*4\r\n$-1\r\n+OK\r\n-ERR DB index is out of range\r\n+OK\r\n");

        assertThat(context.db()).isEqualTo(4);
        assertThat(context.name()).isEqualTo("n");
        assertThat(rig.session.readiness().isInMulti()).isFalse();
    }

    @Test
    void shouldForgetChangesOfATransactionThatDidNotRun() {
        rig.send("MULTI", "SELECT 4", "EXEC", "MULTI", "SELECT 5", "DISCARD", "MULTI", "SELECT 6", "EXEC");

        SessionContext context =
                after("+OK\r\n+QUEUED\r\n*-1\r\n+OK\r\n+QUEUED\r\n+OK\r\n+OK\r\n-ERR x\r\n-EXECABORT x\r\n");

        assertThat(context.db()).isZero();
        assertThat(rig.session.readiness().isInMulti()).isFalse();
    }

    @Test
    void shouldCallAStateUnreadableWhenTheReplyOfExecIsTooLong() {
        rig.send("MULTI", "SELECT 4", "GET long", "EXEC");
        String value = "x".repeat(2 * SessionRig.STREAM_THRESHOLD);

        after("+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n$" + value.length() + "\r\n" + value.substring(10));
        after(value.substring(0, 10) + "\r\n");

        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("unreadable-state");
    }

    @Test
    void shouldReadTheReplyOfExecInPieces() {
        rig.send("MULTI", "SELECT 4", "EXEC");
        String replies = "+OK\r\n+QUEUED\r\n*1\r\n+OK\r\n";
        for (int i = 0; i < replies.length(); i++) {
            after(replies.substring(i, i + 1));
        }

        assertThat(rig.session.context().db()).isEqualTo(4);
        assertThat(rig.received()).isEqualTo(replies);
    }

    @Test
    void shouldForgetAllButTheLibraryAtReset() {
        rig.send("HELLO 3 AUTH u p SETNAME n", "SELECT 2", "CLIENT SETINFO LIB-VER 1", "CLIENT NO-EVICT on", "RESET");

        SessionContext context = after("%0\r\n+OK\r\n+OK\r\n+OK\r\n+RESET\r\n");

        assertThat(context.resp()).isEqualTo(2);
        assertThat(context.credentials()).isNull();
        assertThat(context.db()).isZero();
        assertThat(context.name()).isEmpty();
        assertThat(context.modes()).containsOnlyKeys("CLIENT SETINFO LIB-VER");
    }

    @Test
    void shouldStayInATransactionThatCannotBeDiscarded() {
        rig.send("MULTI", "DISCARD");
        after("+OK\r\n-NOPERM no\r\n");
        assertThat(rig.session.readiness().isInMulti()).isTrue();

        rig.send("RESET");
        after("+RESET\r\n");
        assertThat(rig.session.readiness().isInMulti()).isFalse();
    }

    @Test
    void shouldStayWatchingThroughAnExecWithoutMulti() {
        rig.send("WATCH k", "EXEC");
        after("+OK\r\n-ERR EXEC without MULTI\r\n");

        assertThat(rig.session.readiness().describe()).contains("WATCH");
    }

    @Test
    void shouldFollowTracking() {
        rig.send("CLIENT TRACKING on");
        after("+OK\r\n");
        assertThat(rig.session.context().tracking()).isTrue();
        assertThat(rig.session.readiness().blocker(rig.now)).isNull();

        rig.send("CLIENT TRACKING off");
        after("+OK\r\n");
        assertThat(rig.session.context().tracking()).isFalse();
    }

    @Test
    void shouldNotCarryWhatIsNotText() {
        rig.sendRaw("*2\r\n$4\r\nAUTH\r\n$2\r\n\u00ff\u00fe\r\n");
        after("+OK\r\n");

        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("unreadable-state");
    }

    @Test
    void shouldFollowInlineCommands() {
        rig.sendRaw("select 7\r\nauth \"my pass\"\r\n");
        after("+OK\r\n");
        SessionContext context = after("+OK\r\n");

        assertThat(context.db()).isEqualTo(7);
        Credentials credentials = context.credentials();
        assertThat(credentials).isNotNull();
        assertThat(credentials.password().reveal()).isEqualTo("my pass");
        assertThat(rig.lane().sent()).doesNotContain(command("SELECT"));
    }
}

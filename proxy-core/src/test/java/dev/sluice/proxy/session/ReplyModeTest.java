package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The node answers everything; what of it reaches the client is what a server would have said. */
class ReplyModeTest {
    private final SessionRig rig = new SessionRig();

    @AfterEach
    void release() {
        rig.close();
    }

    private String answered(String... replies) {
        rig.lane().answer(String.join("", replies));
        return rig.received();
    }

    @Test
    void shouldAskTheNodeForAFormThatItAnswers() {
        rig.send("CLIENT REPLY OFF", "client reply skip", "CLIENT REPLY ON", "CLIENT REPLY nonsense");

        assertThat(rig.lane().sent())
                .isEqualTo(SessionRig.commands(
                        "CLIENT REPLY ON", "client reply ON", "CLIENT REPLY ON", "CLIENT REPLY nonsense"));
    }

    @Test
    void shouldBeSilentFromOffToOnAndKnowThatAllIsAnswered() {
        rig.send("ECHO a", "CLIENT REPLY OFF", "SET k v", "GET k", "CLIENT REPLY ON", "ECHO b");
        assertThat(rig.session.readiness().isDrained()).isFalse();

        assertThat(answered("$1\r\na\r\n", "+OK\r\n", "+OK\r\n", "$1\r\nv\r\n", "+OK\r\n", "$1\r\nb\r\n"))
                .isEqualTo("$1\r\na\r\n+OK\r\n$1\r\nb\r\n");
        assertThat(rig.session.readiness().isDrained()).isTrue();
        assertThat(rig.session.readiness().blocker(rig.now)).isNull();
    }

    @Test
    void shouldKnowWhatASilentCommandDidToTheSession() {
        rig.send("CLIENT REPLY OFF", "CLIENT SETNAME quiet", "MULTI", "SELECT 3", "EXEC");
        assertThat(answered("+OK\r\n", "+OK\r\n")).isEmpty();
        rig.send("PING");
        assertThat(answered("+OK\r\n", "+QUEUED\r\n", "*1\r\n+OK\r\n")).isEmpty();

        assertThat(rig.session.context().name()).isEqualTo("quiet");
        assertThat(rig.session.context().db()).isEqualTo(3);
    }

    @Test
    void shouldSkipExactlyOneReply() {
        rig.send("CLIENT REPLY SKIP", "ECHO a", "ECHO b");
        assertThat(answered("+OK\r\n")).isEmpty();
        assertThat(answered("$1\r\n")).isEmpty();
        assertThat(answered("a\r\n$1\r\nb\r\n")).isEqualTo("$1\r\nb\r\n");

        rig.send("CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "ECHO a", "ECHO b");
        assertThat(answered("+OK\r\n", "+OK\r\n", "$1\r\na\r\n", "$1\r\nb\r\n")).isEqualTo("$1\r\nb\r\n");
    }

    @Test
    void shouldSkipTheReplyAfterASwitch() {
        rig.send("CLIENT REPLY SKIP");
        answered("+OK\r\n");
        rig.owner.active = NodeRole.TARGET;
        rig.session.switchTo(NodeRole.TARGET);

        rig.send("ECHO a", "ECHO b");

        assertThat(answered("$1\r\na\r\n", "$1\r\nb\r\n")).isEqualTo("$1\r\nb\r\n");
    }

    @Test
    void shouldStayAsItIsWhenTheNodeRefuses() {
        rig.send("CLIENT REPLY OFF", "ECHO a");

        assertThat(answered("-NOPERM no\r\n", "$1\r\na\r\n")).isEqualTo("-NOPERM no\r\n$1\r\na\r\n");
    }

    @Test
    void shouldDoNothingInsideATransaction() {
        rig.send("MULTI");
        answered("+OK\r\n");
        rig.send("CLIENT REPLY OFF", "EXEC", "ECHO a");

        assertThat(answered("+QUEUED\r\n", "*1\r\n+OK\r\n", "$1\r\na\r\n"))
                .isEqualTo("+QUEUED\r\n*1\r\n+OK\r\n$1\r\na\r\n");
    }

    @Test
    void shouldNotTellOfRefusalsNorSayGoodbyeWhileSilent() {
        rig.send("CLIENT REPLY OFF", "SHUTDOWN");
        assertThat(answered("+OK\r\n", "-ERR unknown command\r\n")).isEmpty();

        rig.sendRaw("*x\r\n");

        assertThat(rig.received()).isEmpty();
        assertThat(rig.client.isOpen()).isFalse();
    }

    @Test
    void shouldAnswerResetAndWhatFollows() {
        rig.send("CLIENT REPLY OFF", "RESET");
        answered("+OK\r\n");
        rig.lane().answer("+RESET\r\n");
        assertThat(rig.received()).isEqualTo("+RESET\r\n");
    }
}

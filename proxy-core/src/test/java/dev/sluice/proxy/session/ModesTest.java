package dev.sluice.proxy.session;

import static dev.sluice.proxy.session.SessionRig.command;
import static dev.sluice.proxy.session.SessionRig.commands;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Modes of the connection, client-side caching among them, on their way to another node. */
class ModesTest {
    private static final String HELLO = "%1\r\n+proto\r\n:3\r\n";
    private static final String FLUSH = ">2\r\n$10\r\ninvalidate\r\n_\r\n";

    private final SessionRig rig = new SessionRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void did(String line, String reply) {
        rig.send(line);
        rig.lanes.dials.get(0).answer(reply);
    }

    private void prepare() {
        rig.owner.prepared = NodeRole.TARGET;
        rig.session.prepare(NodeRole.TARGET);
    }

    private void move() {
        rig.owner.active = NodeRole.TARGET;
        rig.session.switchTo(NodeRole.TARGET);
    }

    @Test
    void shouldTellTheClientToKeepNothingAfterTheSwitch() {
        did("HELLO 3", HELLO);
        did("CLIENT TRACKING ON OPTIN NOLOOP", "+OK\r\n");
        prepare();
        assertThat(rig.lane().steps).containsExactly("HELLO", "CLIENT TRACKING");
        rig.received();

        move();

        assertThat(rig.received()).isEqualTo(FLUSH);
        rig.lane().answer(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n");
        assertThat(rig.received()).contains("$1\r\nk\r\n");
    }

    @Test
    void shouldTellNothingToAClientThatIsNotToldByPushes() {
        did("CLIENT TRACKING ON", "+OK\r\n");
        prepare();
        rig.received();

        move();

        assertThat(rig.received()).isEmpty();
    }

    @Test
    void shouldDropWhatTheOtherNodeInvalidatesBeforeTheSwitch() {
        did("HELLO 3", HELLO);
        did("CLIENT TRACKING ON BCAST", "+OK\r\n");
        prepare();
        rig.received();

        rig.lane().answer(FLUSH);

        assertThat(rig.session.isStandbyReady()).isTrue();
        assertThat(rig.received()).isEmpty();
    }

    @Test
    void shouldAddPrefixesAndReplaceOptions() {
        did("CLIENT TRACKING ON BCAST PREFIX a NOLOOP", "+OK\r\n");
        did("CLIENT TRACKING ON BCAST PREFIX b PREFIX redirect", "+OK\r\n");

        assertThat(rig.session.context().modes())
                .containsEntry(
                        TrackingMode.COMMAND,
                        List.of("ON", "BCAST", "PREFIX", "a", "PREFIX", "b", "PREFIX", "redirect"));
        assertThat(rig.session.readiness().blocker(rig.now)).isNull();
    }

    @Test
    void shouldNameASessionThatRedirects() {
        did("CLIENT TRACKING ON REDIRECT 5", "+OK\r\n");

        assertThat(rig.session.readiness().blocker(rig.now)).isEqualTo("tracking-redirect");
    }

    @Test
    void shouldSayCachingAgainBeforeTheCommandThatItIsFor() {
        did("CLIENT TRACKING ON OPTIN", "+OK\r\n");
        did("CLIENT CACHING YES", "+OK\r\n");
        did("CLIENT GETNAME", "$-1\r\n");
        prepare();
        move();
        rig.received();

        rig.send("GET k", "GET l");

        assertThat(rig.lane().sent()).isEqualTo(commands("CLIENT CACHING YES", "GET k", "GET l"));
        rig.lane().answer("+OK\r\n$1\r\nv\r\n$-1\r\n");
        assertThat(rig.received()).isEqualTo("$1\r\nv\r\n$-1\r\n");
    }

    @Test
    void shouldNotSayAgainWhatWasForAnEarlierCommand() {
        did("CLIENT TRACKING ON OPTIN", "+OK\r\n");
        did("CLIENT CACHING YES", "+OK\r\n");
        did("GET k", "$-1\r\n");
        prepare();
        move();

        rig.send("GET l");

        assertThat(rig.lane().sent()).isEqualTo(command("GET l"));
    }

    @Test
    void shouldNotLetANodeSendTheClientElsewhere() {
        did("CLIENT CAPA redirect other", "+OK\r\n");
        did("CLIENT CAPA more", "+OK\r\n");

        assertThat(rig.lanes.dials.get(0).sent()).isEqualTo(commands("CLIENT CAPA none other", "CLIENT CAPA more"));
        assertThat(rig.session.context().modes()).containsEntry(Capabilities.COMMAND, List.of("none", "other", "more"));
    }

    @Test
    void shouldEndItselfAfterTheReplyThatSaysSo() {
        rig.send("CLIENT KILL ID 7 SKIPME no", "ECHO a");

        rig.lane().answer(":0\r\n$1\r\na\r\n");
        rig.client.runPendingTasks();

        assertThat(rig.received()).isEqualTo(":1\r\n");
        assertThat(rig.client.isOpen()).isFalse();
    }

    @Test
    void shouldEndNobodyWhenTheNodeRefuses() {
        rig.send("CLIENT KILL ID 7 SKIPME no", "ECHO a");

        rig.lane().answer("-NOPERM no\r\n$1\r\na\r\n");
        rig.client.runPendingTasks();

        assertThat(rig.received()).isEqualTo("-NOPERM no\r\n$1\r\na\r\n");
        assertThat(rig.client.isOpen()).isTrue();
    }
}

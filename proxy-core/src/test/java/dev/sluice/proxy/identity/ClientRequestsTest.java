package dev.sluice.proxy.identity;

import static dev.sluice.proxy.identity.ServerReplies.bytes;
import static dev.sluice.proxy.identity.ServerReplies.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRequestsTest {
    private static final long FIRST = SessionDirectory.FIRST_ID;
    private static final String NOBODY = Long.toString(FIRST - 1);

    private final SessionDirectory directory = new SessionDirectory();
    private final TestCard self = TestCard.of(1);
    private final TestCard subscriber = TestCard.of(2).subscribed();
    private final TestCard bob = TestCard.of(3).user("bob").with(LanePlace.own("blocked", 41));

    ClientRequestsTest() {
        List.of(self, subscriber, bob).forEach(directory::add);
    }

    @Test
    void shouldEndASessionByItsId() {
        ClientRequest.Kill kill = kill("KILL ID " + bob.id());
        assertThat(kill.sessions()).containsExactly(bob);
        assertThat(kill.others()).isFalse();
        assertThat(words(kill.ask())).isEqualTo("CLIENT KILL ID " + bob.id() + " ID " + NOBODY);
        assertThat(text(ClientReplies.kill(bytes(":0\r\n"), kill, 0))).isEqualTo(":1\r\n");
    }

    @Test
    void shouldEndASessionByItsAddressInTheOldForm() {
        ClientRequest.Kill kill = kill("KILL " + self.address());
        assertThat(kill.sessions()).as("oneself too").containsExactly(self);
        assertThat(words(kill.ask())).isEqualTo("CLIENT KILL ADDR " + self.address() + " SKIPME no ID " + NOBODY);
        assertThat(text(ClientReplies.kill(bytes(":0\r\n"), kill, 0))).isEqualTo("+OK\r\n");
        assertThat(text(ClientReplies.kill(bytes("-NOPERM no\r\n"), kill, 0))).isEqualTo("-NOPERM no\r\n");
    }

    @Test
    void shouldSpareTheAskingSessionUnlessToldOtherwise() {
        assertThat(kill("KILL TYPE normal").sessions()).containsExactly(bob);
        assertThat(kill("KILL TYPE normal SKIPME yes").sessions()).containsExactly(bob);
        assertThat(kill("kill type normal skipme NO").sessions()).containsExactly(self, bob);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL USER bob", "KILL MAXAGE 12 USER bob", "KILL LADDR 10.0.0.1:6380 NOT-TYPE pubsub"})
    void shouldKeepTheNodeFromEndingLanes(String command) {
        ClientRequest.Kill kill = kill(command);
        assertThat(kill.sessions()).containsExactly(bob);
        assertThat(kill.others()).isTrue();
        assertThat(words(kill.ask())).isEqualTo("CLIENT " + command + " ID " + NOBODY);
        assertThat(text(ClientReplies.kill(bytes(":0\r\n"), kill, 2))).isEqualTo(":3\r\n");
    }

    @Test
    void shouldLeaveToTheNodeWhoIsItsOwnClient() {
        ClientRequest.Kill byId = kill("KILL ID 17");
        assertThat(byId.sessions()).isEmpty();
        assertThat(byId.others()).isFalse();
        assertThat(words(byId.ask())).isEqualTo("CLIENT KILL ID 17");
        assertThat(text(ClientReplies.kill(bytes(":1\r\n"), byId, 0))).isEqualTo(":1\r\n");
        assertThat(words(kill("KILL ADDR 10.9.9.9:1").ask())).isEqualTo("CLIENT KILL ADDR 10.9.9.9:1");
        assertThat(read("KILL 10.9.9.9:1")).isEqualTo(new ClientRequest.AsIs());
    }

    @Test
    void shouldNotLetAnIdThatOldServersIgnoreEndLanes() {
        assertThat(words(kill("KILL ID 0").ask())).isEqualTo("CLIENT KILL ID 0 ID " + NOBODY);
        assertThat(words(kill("KILL NEWER thing").ask())).isEqualTo("CLIENT KILL NEWER thing ID " + NOBODY);
        assertThat(kill("KILL NEWER thing").sessions()).isEmpty();
    }

    @Test
    void shouldUnblockTheLaneOfASession() {
        ClientRequest.Unblock unblock = (ClientRequest.Unblock) read("UNBLOCK " + bob.id() + " ERROR");
        assertThat(unblock.session()).isEqualTo(bob);
        assertThat(words(unblock.ask(bob.lane().nodeId()))).isEqualTo("CLIENT UNBLOCK 41 ERROR");
        assertThat(words(unblock.ask(0))).isEqualTo("CLIENT UNBLOCK " + bob.id() + " ERROR");
    }

    @Test
    void shouldRedirectInvalidationsToTheLaneOfASession() {
        ClientRequest.Redirect redirect =
                (ClientRequest.Redirect) read("TRACKING ON BCAST PREFIX redirect REDIRECT " + bob.id() + " NOLOOP");
        assertThat(redirect.session()).isEqualTo(bob);
        assertThat(words(redirect.ask(41))).isEqualTo("CLIENT TRACKING ON BCAST PREFIX redirect REDIRECT 41 NOLOOP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ID",
                "KILL",
                "KILL ID",
                "KILL ID 5 ADDR",
                "KILL ID x",
                "UNBLOCK",
                "UNBLOCK 17",
                "UNBLOCK x",
                "UNBLOCK 1099511628000",
                "UNBLOCK 1099511627779 ERROR more",
                "TRACKING ON",
                "TRACKING ON REDIRECT",
                "TRACKING ON REDIRECT 17",
                "TRACKING ON REDIRECT 99999999999999999999",
                "TRACKING ON REDIRECT 1099511628000"
            })
    void shouldSendToTheNodeWhatMeansNoSession(String command) {
        assertThat(read(command)).isEqualTo(new ClientRequest.AsIs());
    }

    private ClientRequest.Kill kill(String command) {
        return (ClientRequest.Kill) read(command);
    }

    private ClientRequest read(String command) {
        return read(command, directory, self.id());
    }

    static ClientRequest read(String command, SessionDirectory directory, long selfId) {
        List<byte[]> arguments = Stream.of(("CLIENT " + command).split(" "))
                .map(ServerReplies::bytes)
                .toList();
        return ClientRequests.read(arguments, directory, selfId, TestCard.NOW);
    }

    private static String words(List<byte[]> arguments) {
        return String.join(" ", arguments.stream().map(ServerReplies::text).toList());
    }
}

package dev.sluice.proxy.identity;

import static dev.sluice.proxy.identity.ServerReplies.bulk;
import static dev.sluice.proxy.identity.ServerReplies.bytes;
import static dev.sluice.proxy.identity.ServerReplies.text;
import static dev.sluice.proxy.identity.ServerReplies.verbatim;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRepliesTest {
    private static final TestCard CARD = TestCard.of(3)
            .with(new SessionProfile("käse", "bob", 5, 3, "lettuce", "6.5"))
            .with(new SessionActivity(TestCard.LAST_COMMAND, "config|get", 2, 4, 1, 2, 3, "eT", -1))
            .with(LanePlace.own("transaction", 9));

    @Test
    void shouldGiveTheVirtualIdForClientId() {
        assertThat(text(ClientReplies.id(bytes(":4\r\n"), CARD))).isEqualTo(":1099511627779\r\n");
    }

    @Test
    void shouldGiveTheNameOfTheSession() {
        assertThat(text(ClientReplies.name(bytes("$4\r\nlane\r\n"), CARD))).isEqualTo("$5\r\nkäse\r\n");
        assertThat(text(ClientReplies.name(bytes("_\r\n"), CARD))).isEqualTo("$5\r\nkäse\r\n");
    }

    @Test
    void shouldGiveTheNullOfTheSessionsProtocolForNoName() {
        TestCard two = TestCard.of(1);
        TestCard three = two.with(new SessionProfile("", "default", 0, 3, "", ""));
        assertThat(text(ClientReplies.name(bytes("$4\r\nlane\r\n"), two))).isEqualTo("$-1\r\n");
        assertThat(text(ClientReplies.name(bytes("$4\r\nlane\r\n"), three))).isEqualTo("_\r\n");
    }

    @Test
    void shouldChangeNothingOfHelloButTheId() {
        assertThat(text(ClientReplies.hello(bytes(ServerReplies.HELLO_2), CARD)))
                .isEqualTo(ServerReplies.HELLO_2.replace(":4\r\n", ":1099511627779\r\n"));
        assertThat(text(ClientReplies.hello(bytes(ServerReplies.HELLO_3), CARD)))
                .isEqualTo(ServerReplies.HELLO_3.replace(":5\r\n", ":1099511627779\r\n"));
    }

    @Test
    void shouldTranslateWhereInvalidationsGo() {
        String two = ServerReplies.TRACKING_INFO_2;
        String three = ServerReplies.TRACKING_INFO_3;
        assertThat(text(ClientReplies.redirect(bytes(":14\r\n"), node -> node + 100)))
                .isEqualTo(":114\r\n");
        assertThat(text(ClientReplies.trackingInfo(bytes(two), node -> node + 100)))
                .isEqualTo(two.replace(":14", ":114"));
        assertThat(text(ClientReplies.trackingInfo(bytes(three), node -> node + 100)))
                .isEqualTo(three.replace(":14", ":114"));
    }

    @Test
    void shouldWriteTheLineOfRedis62() {
        assertThat(info(bulk(ServerReplies.REDIS_62_LANE)))
                .isEqualTo(bulk("id=1099511627779 addr=10.0.0.7:4003 laddr=10.0.0.1:6380 fd=7 name=käse age=12 idle=7"
                        + " flags=PxeT db=5 sub=1 psub=2 multi=4 qbuf=26 qbuf-free=32742 argv-mem=10 obl=0 oll=0 omem=0"
                        + " tot-mem=49816 events=r cmd=client user=bob redir=-1"));
    }

    @Test
    void shouldWriteTheLineOfRedis70AsVerbatimString() {
        assertThat(info(verbatim(ServerReplies.REDIS_70_LANE)))
                .isEqualTo(
                        verbatim("id=1099511627779 addr=10.0.0.7:4003 laddr=10.0.0.1:6380 fd=8 name=käse age=12 idle=7"
                                + " flags=PxeT db=5 sub=1 psub=2 ssub=3 multi=4 qbuf=26 qbuf-free=16358 argv-mem=10 multi-mem=0"
                                + " rbs=1024 rbp=273 obl=0 oll=0 omem=0 tot-mem=18200 events=r cmd=client|list user=bob"
                                + " redir=-1 resp=3"));
    }

    @Test
    void shouldWriteTheLineOfValkey() {
        assertThat(info(bulk(ServerReplies.VALKEY_LANE)))
                .isEqualTo(bulk("id=1099511627779 addr=10.0.0.7:4003 laddr=10.0.0.1:6380 fd=10 name=käse age=12 idle=7"
                        + " flags=PxeT db=5 sub=1 psub=2 ssub=3 multi=4 watch=0 qbuf=0 qbuf-free=0 argv-mem=10"
                        + " multi-mem=0 rbs=1024 rbp=338 obl=0 oll=0 omem=0 tot-mem=1946 events=r cmd=client|list"
                        + " user=bob redir=-1 resp=3 lib-name=lettuce lib-ver=6.5 tot-net-in=289 tot-net-out=651"
                        + " tot-cmds=8"));
    }

    @Test
    void shouldTellWhatASessionDoesInTheLettersOfTheServer() {
        assertThat(TestCard.of(1).flags()).isEqualTo("N");
        assertThat(TestCard.of(1).with(LanePlace.own("monitor", 0)).flags()).isEqualTo("O");
        assertThat(TestCard.of(1).with(LanePlace.own("blocked", 0)).flags()).isEqualTo("b");
        SessionActivity tracking = new SessionActivity(TestCard.LAST_COMMAND, "", 0, -1, 0, 0, 0, "B", 0);
        assertThat(TestCard.of(1).with(tracking).flags()).isEqualTo("tB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-NOPERM this user has no permissions to run the 'client|info' command\r\n",
                "+QUEUED\r\n",
                "!9\r\nERR wrong\r\n",
                "*-1\r\n",
                "$5\r\nab",
                "=3\r\ntx\r\n",
                "*2\r\n$2\r\nid\r\n$1\r\nx\r\n",
                "*14\r\n$2\r\nid\r\n"
            })
    void shouldLeaveWhatIsNotTheReplyOfTheCommand(String reply) {
        byte[] given = bytes(reply);
        assertThat(text(ClientReplies.id(given, CARD))).isEqualTo(reply);
        assertThat(text(ClientReplies.hello(given, CARD))).isEqualTo(reply);
        assertThat(text(ClientReplies.info(given, CARD, TestCard.NOW))).isEqualTo(reply);
        assertThat(text(ClientReplies.redirect(given, id -> 1))).isEqualTo(reply);
        assertThat(text(ClientReplies.trackingInfo(given, id -> 1))).isEqualTo(reply);
    }

    private static String info(String reply) {
        return text(ClientReplies.info(bytes(reply), CARD, TestCard.NOW));
    }
}

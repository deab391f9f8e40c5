package dev.sluice.proxy.identity;

import static dev.sluice.proxy.identity.ServerReplies.EMPTY_2;
import static dev.sluice.proxy.identity.ServerReplies.EMPTY_3;
import static dev.sluice.proxy.identity.ServerReplies.REDIS_62_LANE;
import static dev.sluice.proxy.identity.ServerReplies.REDIS_62_OTHER;
import static dev.sluice.proxy.identity.ServerReplies.REDIS_70_LANE;
import static dev.sluice.proxy.identity.ServerReplies.REDIS_70_OTHER;
import static dev.sluice.proxy.identity.ServerReplies.VALKEY_LANE;
import static dev.sluice.proxy.identity.ServerReplies.VALKEY_OTHER;
import static dev.sluice.proxy.identity.ServerReplies.VALKEY_OWN_LANE;
import static dev.sluice.proxy.identity.ServerReplies.VALKEY_SUBSCRIBER;
import static dev.sluice.proxy.identity.ServerReplies.bulk;
import static dev.sluice.proxy.identity.ServerReplies.bytes;
import static dev.sluice.proxy.identity.ServerReplies.text;
import static dev.sluice.proxy.identity.ServerReplies.verbatim;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientListTest {
    private static final long FIRST = SessionDirectory.FIRST_ID;

    private final TestCard plain = TestCard.of(1);
    private final TestCard subscriber = TestCard.of(2).subscribed();
    private final TestCard bob = TestCard.of(3).user("bob");
    private final SessionDirectory directory = new SessionDirectory();
    private @Nullable ClientLine template;

    ClientListTest() {
        List.of(plain, subscriber, bob).forEach(directory::add);
    }

    @Test
    void shouldPutSessionsInTheFormOfRedis62WhereTheLaneStood() {
        String line =
                "id=1099511627777 addr=10.0.0.7:4001 laddr=10.0.0.1:6380 fd=7 name= age=12 idle=7 flags=N db=0 sub=0"
                        + " psub=0 multi=-1 qbuf=26 qbuf-free=32742 argv-mem=10 obl=0 oll=0 omem=0 tot-mem=49816 events=r"
                        + " cmd=client user=default redir=-1";
        directory.remove(subscriber.id());
        directory.remove(bob.id());
        directory.remove(plain.id());
        directory.add(plain.with(SessionActivity.plain(TestCard.LAST_COMMAND, "client|list", 1)));
        assertThat(list("LIST", bulk(REDIS_62_LANE, REDIS_62_OTHER))).isEqualTo(bulk(line, REDIS_62_OTHER));
    }

    @Test
    void shouldListEverySessionAndLeaveOthersAlone() {
        List<ClientLine> lines = lines(list("LIST", verbatim(REDIS_70_OTHER, REDIS_70_LANE)));
        assertThat(ids(lines)).containsExactly(8L, FIRST + 1, FIRST + 2, FIRST + 3);
        assertThat(lines.get(0).text()).isEqualTo(REDIS_70_OTHER);
        assertThat(lines.get(2).field("sub")).isEqualTo("2");
        assertThat(lines.get(2).field("psub")).isEqualTo("1");
        assertThat(lines.get(2).field("flags")).isEqualTo("P");
        assertThat(lines.get(3).field("user")).isEqualTo("bob");
        assertThat(lines.get(3).field("lib-name")).isNull();
    }

    @Test
    void shouldTakeASessionsOwnLaneForTemplateWhereItIsKnown() {
        directory.add(TestCard.of(4)
                .with(new SessionActivity(TestCard.LAST_COMMAND, "set", 0, 1, 0, 0, 0, "", -1))
                .with(LanePlace.own("transaction", 9)));
        List<ClientLine> lines = lines(list("LIST", bulk(VALKEY_OWN_LANE, VALKEY_LANE, VALKEY_OTHER)));
        assertThat(ids(lines)).containsExactly(FIRST + 1, FIRST + 2, FIRST + 3, FIRST + 4, 12L);
        assertThat(lines.get(3).field("multi-mem")).isEqualTo("128");
        assertThat(lines.get(3).field("watch")).isEqualTo("1");
        assertThat(lines.get(3).field("flags")).isEqualTo("x");
        assertThat(lines.get(0).field("watch"))
                .as("the first lane's, of which a session on a shared lane has nothing")
                .isEqualTo("0");
    }

    @Test
    void shouldListSessionsOfATypeOnly() {
        assertThat(ids(lines(list("LIST TYPE pubsub", bulk(VALKEY_SUBSCRIBER)))))
                .containsExactly(6L, FIRST + 2);
        assertThat(ids(lines(list("LIST TYPE normal", bulk(VALKEY_LANE, VALKEY_OTHER)))))
                .containsExactly(FIRST + 1, FIRST + 3, 12L);
        assertThat(list("LIST TYPE master", EMPTY_2)).isEqualTo(EMPTY_2);
        assertThat(list("LIST TYPE replica", EMPTY_3)).isEqualTo(EMPTY_3);
    }

    @Test
    void shouldAskForAllWhenVirtualIdsAreWantedAndAnswerInTheirOrder() {
        String command = "LIST ID " + (FIRST + 3) + " 12 99 4 " + (FIRST + 1) + " " + (FIRST + 77);
        ClientRequest.ListClients request = request(command);
        assertThat(words(request.ask())).containsExactly("CLIENT", "LIST");
        assertThat(ids(lines(list(command, bulk(VALKEY_LANE, VALKEY_OTHER, VALKEY_SUBSCRIBER)))))
                .containsExactly(FIRST + 3, 12L, FIRST + 1);
    }

    @Test
    void shouldHideLanesThatAreAskedForByTheNodesId() {
        ClientRequest.ListClients request = request("LIST ID 4 12");
        assertThat(words(request.ask())).containsExactly("CLIENT", "LIST", "ID", "4", "12");
        assertThat(list("LIST ID 4 12", bulk(VALKEY_LANE, VALKEY_OTHER))).isEqualTo(bulk(VALKEY_OTHER));
    }

    @Test
    void shouldPassFiltersOfNewerServersAndApplyThemToSessions() {
        ClientRequest.ListClients request = request("LIST USER bob NOT-ID 12 MAXAGE 12");
        assertThat(words(request.ask()))
                .containsExactly("CLIENT", "LIST", "USER", "bob", "NOT-ID", "12", "MAXAGE", "12");
        assertThat(ids(lines(list("LIST USER bob", bulk(VALKEY_OTHER))))).containsExactly(12L, FIRST + 3);
        assertThat(ids(lines(list("LIST NOT-USER bob", bulk(VALKEY_LANE))))).containsExactly(FIRST + 1, FIRST + 2);
        assertThat(ids(lines(list("LIST MAXAGE 13", bulk(VALKEY_LANE))))).isEmpty();
        assertThat(ids(lines(list("LIST CAPA r", bulk(VALKEY_LANE))))).isEmpty();
    }

    @Test
    void shouldTakeAnEarlierLineForTemplateWhenTheReplyHasNone() {
        assertThat(list("LIST ADDR 10.0.0.7:4001", EMPTY_2)).isEqualTo(EMPTY_2);
        template = ClientLine.parse(VALKEY_LANE);
        assertThat(ids(lines(list("LIST ADDR 10.0.0.7:4001", EMPTY_2)))).containsExactly(FIRST + 1);
        assertThat(ids(lines(list("LIST IP 10.0.0.7 SKIPME yes", EMPTY_2)))).containsExactly(FIRST + 2, FIRST + 3);
    }

    @Test
    void shouldLeaveErrorsToTheNode() {
        String error = "-ERR syntax error\r\n";
        assertThat(list("LIST USER bob", error)).isEqualTo(error);
        assertThat(list("LIST", "+QUEUED\r\n")).isEqualTo("+QUEUED\r\n");
        for (String bad : List.of("LIST ID", "LIST ID x", "LIST foo", "LIST ID 5 x", "LIST TYPE")) {
            assertThat(ClientRequestsTest.read(bad, directory, FIRST + 1))
                    .as(bad)
                    .isEqualTo(new ClientRequest.AsIs());
        }
    }

    @Test
    void shouldFindWhatIsNotALaneOfSluice() {
        byte[] reply = bytes(bulk(VALKEY_LANE, VALKEY_OWN_LANE, VALKEY_SUBSCRIBER, VALKEY_OTHER));
        ClientFilter normal = request("LIST TYPE normal").filter();
        assertThat(ClientReplies.others(reply, normal, this::isLane)).containsExactly(12L);
        assertThat(ClientReplies.others(bytes("-ERR no\r\n"), normal, this::isLane))
                .isEmpty();
    }

    private ClientRequest.ListClients request(String command) {
        return (ClientRequest.ListClients) ClientRequestsTest.read(command, directory, FIRST + 1);
    }

    private String list(String command, String reply) {
        ListView view = new ListView(directory.all(), this::isLane, FIRST + 1, TestCard.NOW, template);
        return text(ClientReplies.list(bytes(reply), request(command), view));
    }

    private boolean isLane(ClientLine line) {
        return Set.of(4L, 9L).contains(line.id());
    }

    private static List<ClientLine> lines(String reply) {
        ClientText text = ClientText.parse(bytes(reply));
        return text == null ? List.of() : text.lines();
    }

    private static List<Long> ids(List<ClientLine> lines) {
        return lines.stream().map(ClientLine::id).toList();
    }

    private static List<String> words(List<byte[]> arguments) {
        List<String> words = new ArrayList<>();
        arguments.forEach(argument -> words.add(text(argument)));
        return words;
    }
}

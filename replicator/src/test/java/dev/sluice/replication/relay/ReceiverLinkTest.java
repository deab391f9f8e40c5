package dev.sluice.replication.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Endpoint;
import dev.sluice.config.NodeRole;
import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverLinkTest {
    private static final String ID = "a".repeat(40);

    @TempDir
    Path stateDir;

    private final List<String> told = new ArrayList<>();
    private @Nullable ReceiverLink asking;
    private final RelayListener listener = new RelayListener() {
        @Override
        public void onPsync(ReceiverLink link, PsyncRequest request) {
            asking = link;
            told.add(link.role() + " " + request.replidText() + " " + request.next());
            link.park();
        }

        @Override
        public void onTrouble(String problem) {
            told.add(problem);
        }
    };

    @SuppressWarnings("NullAway.Init")
    private RelayUsers users;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedChannel channel;

    @BeforeEach
    void setUp() throws IOException {
        users = RelayUsers.loadOrCreate(stateDir);
        RelaySettings settings = new RelaySettings(new Endpoint("127.0.0.1", 0), null, Duration.ofSeconds(60));
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addLast(new TlsSniffer(null, listener), new ReceiverLink(settings, users, listener));
    }

    @AfterEach
    void tearDown() {
        channel.finishAndReleaseAll();
    }

    private void send(String... words) {
        ByteBuf out = Unpooled.buffer();
        RespWriter.command(out, words);
        channel.writeInbound(out);
    }

    private @Nullable String reply() {
        ByteBuf out = channel.readOutbound();
        if (out == null) {
            return null;
        }
        String text = out.toString(ISO_8859_1);
        out.release();
        return text;
    }

    private void logIn(NodeRole role) {
        RelayUser user = users.of(role);
        send("AUTH", user.user(), user.password().reveal());
        assertThat(reply()).isEqualTo("+OK\r\n");
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void answersAReplicaAsAMasterDoes() {
        send("PING");
        assertThat(reply()).startsWith("-NOAUTH");
        logIn(NodeRole.TARGET);
        send("REPLCONF", "listening-port", "6379");
        assertThat(reply()).isEqualTo("+OK\r\n");
        send("REPLCONF", "capa", "eof", "capa", "psync2");
        assertThat(reply()).isEqualTo("+OK\r\n");
        send("REPLCONF", "version", "8.0.1");
        assertThat(reply()).isEqualTo("+OK\r\n");
        send("PSYNC", ID, "43");

        assertThat(reply()).isNull();
        assertThat(told).containsExactly("TARGET " + ID + " 43");
        assertThat(asking).isNotNull();
        assertThat(asking.takesMarkedSnapshot()).isTrue();
    }

    @Test
    void everyReplyIsOneWriteThoughRequestsComeTogetherOrInPieces() {
        RelayUser user = users.of(NodeRole.SOURCE);
        ByteBuf all = Unpooled.buffer();
        RespWriter.command(all, "PING");
        RespWriter.command(all, "AUTH", user.user(), user.password().reveal());
        RespWriter.command(all, "REPLCONF", "listening-port", "1");
        while (all.isReadable()) {
            channel.writeInbound(all.readSlice(1).copy());
        }
        all.release();

        assertThat(reply()).startsWith("-NOAUTH").endsWith("\r\n");
        assertThat(reply()).isEqualTo("+OK\r\n");
        assertThat(reply()).isEqualTo("+OK\r\n");
        assertThat(reply()).isNull();
    }

    @Test
    void aNodeIsKnownByItsPasswordAlone() {
        send("AUTH", users.of(NodeRole.SOURCE).password().reveal());
        assertThat(reply()).isEqualTo("+OK\r\n");
        send("PSYNC", "?", "-1");
        assertThat(told).containsExactly("SOURCE ? -1");
    }

    @Test
    void aWrongPasswordClosesAndIsNotTold() {
        send(
                "AUTH",
                users.of(NodeRole.SOURCE).user(),
                users.of(NodeRole.TARGET).password().reveal());

        assertThat(reply()).startsWith("-WRONGPASS");
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .doesNotContain(users.of(NodeRole.TARGET).password().reveal());
    }

    @Test
    void psyncBeforeAuthIsClosedWithoutAWord() {
        send("PSYNC", "?", "-1");

        assertThat(channel.isOpen()).isFalse();
        assertThat(told).isEmpty();
        ByteBuf out = channel.readOutbound();
        assertThat(out == null || !out.isReadable()).isTrue();
    }

    @Test
    void aWithheldPsyncGetsANewlineEachSecondAndNothingElse() {
        logIn(NodeRole.SOURCE);
        send("PSYNC", ID, "43");
        for (int i = 0; i < 3; i++) {
            pass(1000);
            assertThat(reply()).isEqualTo("\n");
        }
        pass(600_000);
        assertThat(channel.isOpen()).isTrue();
        assertThat(asking).isNotNull();
        asking.close("test");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aPeerThatDoesNotComeToPsyncIsClosed() {
        logIn(NodeRole.SOURCE);
        pass(9_000);
        assertThat(channel.isOpen()).isTrue();
        pass(2_000);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whatNoReplicaSendsCloses() {
        logIn(NodeRole.SOURCE);
        send("GET", "key");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tlsWithoutACertificateIsToldToTheOperator() {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x16, 3, 1}));

        assertThat(channel.isOpen()).isFalse();
        assertThat(told).singleElement().asString().contains("sluice.replication.tls");
    }

    @Test
    void theUsersOutliveARestartInAFileForTheOwnerOnly() throws IOException {
        Path file = stateDir.resolve("replication-users");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        RelayUsers again = RelayUsers.loadOrCreate(stateDir);
        for (NodeRole role : NodeRole.values()) {
            assertThat(again.of(role)).isEqualTo(users.of(role));
        }
        assertThat(users.of(NodeRole.SOURCE).password())
                .isNotEqualTo(users.of(NodeRole.TARGET).password());
        assertThat(users.of(NodeRole.SOURCE).toString())
                .doesNotContain(users.of(NodeRole.SOURCE).password().reveal());

        RelayUsers.delete(stateDir);
        assertThat(RelayUsers.loadOrCreate(stateDir).of(NodeRole.SOURCE)).isNotEqualTo(users.of(NodeRole.SOURCE));
    }
}

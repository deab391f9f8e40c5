package dev.sluice.node.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Secret;
import dev.sluice.resp.RespValue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeHandshakeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final List<HandshakeStep> LOGIN = List.of(
            HandshakeStep.auth("alice", Secret.of("hunter2")), HandshakeStep.setName("lane"), HandshakeStep.select(3));

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldSendEveryStepInOneWrite() {
        NodeHandshake.run(channel, LOGIN, TIMEOUT);

        assertThat(sent())
                .isEqualTo("*3\r\n$4\r\nAUTH\r\n$5\r\nalice\r\n$7\r\nhunter2\r\n"
                        + "*3\r\n$6\r\nCLIENT\r\n$7\r\nSETNAME\r\n$4\r\nlane\r\n"
                        + "*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n");
    }

    @Test
    void shouldEncodeHelloWithCredentialsAndName() {
        NodeHandshake.run(channel, List.of(HandshakeStep.hello(3, null, Secret.of("pw"), "me")), TIMEOUT);

        assertThat(sent())
                .isEqualTo("*7\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$2\r\npw\r\n"
                        + "$7\r\nSETNAME\r\n$2\r\nme\r\n");
    }

    @Test
    void shouldSwallowExactlyItsRepliesWhereverTheyAreSplit() {
        String replies = "+OK\r\n-ERR no names here\r\n+OK\r\n";
        String after = ">2\r\n$3\r\nfoo\r\n:1\r\n";
        for (int split = 0; split <= replies.length(); split++) {
            EmbeddedChannel lane = new EmbeddedChannel();
            Future<List<RespValue>> done = NodeHandshake.run(lane, LOGIN, TIMEOUT);

            lane.writeInbound(bytes(replies.substring(0, split)));
            lane.writeInbound(bytes(replies.substring(split) + after));

            assertThat(done.isSuccess()).as("split at %d", split).isTrue();
            assertThat(done.getNow())
                    .containsExactly(
                            new RespValue.SimpleString("OK"),
                            new RespValue.Error("ERR no names here"),
                            new RespValue.SimpleString("OK"));
            assertThat(received(lane)).as("split at %d", split).isEqualTo(after);
            assertThat(lane.pipeline().get(NodeHandshake.class)).isNull();
            lane.finishAndReleaseAll();
        }
    }

    @Test
    void shouldPassPushesOnUntouched() {
        Future<List<RespValue>> done = NodeHandshake.run(channel, LOGIN, TIMEOUT);

        channel.writeInbound(bytes("+OK\r\n>1\r\n+hey\r\n+OK\r\n+OK\r\n"));

        assertThat(done.isSuccess()).isTrue();
        assertThat(received(channel)).isEqualTo(">1\r\n+hey\r\n");
    }

    @Test
    void shouldFailWithStepAndServersWordsButNoArgument() {
        Future<List<RespValue>> done = NodeHandshake.run(channel, LOGIN, TIMEOUT);

        channel.writeInbound(bytes("-ERR unknown command 'AUTH', with args beginning with: 'alice' 'hunter2'\r\n"));

        assertThat(done.cause()).isInstanceOf(HandshakeException.class).hasMessage("AUTH: ERR unknown command 'AUTH'");
        assertThat(((HandshakeException) done.cause()).serverError()).isEqualTo("ERR unknown command 'AUTH'");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldHideThePasswordButNotWhatElseTheServerSays() {
        EmbeddedChannel hello = new EmbeddedChannel();
        EmbeddedChannel select = new EmbeddedChannel();
        Future<List<RespValue>> first =
                NodeHandshake.run(hello, List.of(HandshakeStep.hello(3, "bob", Secret.of("hunter2"), "me")), TIMEOUT);
        Future<List<RespValue>> second = NodeHandshake.run(select, List.of(HandshakeStep.select(3)), TIMEOUT);

        hello.writeInbound(bytes("-ERR Syntax error in HELLO option 'hunter2'\r\n"));
        select.writeInbound(bytes("-ERR 3 is out of range\r\n"));

        assertThat(first.cause()).hasMessage("HELLO: ERR Syntax error in HELLO option '***'");
        assertThat(second.cause()).hasMessage("SELECT: ERR 3 is out of range");
    }

    @Test
    void shouldFailAtTheTimeoutNamingTheStepThatWasNotAnswered() {
        channel.freezeTime();
        Future<List<RespValue>> done = NodeHandshake.run(channel, LOGIN, TIMEOUT);
        channel.writeInbound(bytes("+OK\r\n"));

        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(done.cause()).hasMessage("CLIENT SETNAME: no answer within 2000 ms");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldFailWhenTheNodeCloses() {
        Future<List<RespValue>> done = NodeHandshake.run(channel, LOGIN, TIMEOUT);

        channel.close();

        assertThat(done.cause()).hasMessage("AUTH: the node closed the connection");
    }

    @Test
    void shouldFailOnAnythingThatIsNotRedis() {
        Future<List<RespValue>> done = NodeHandshake.run(channel, LOGIN, TIMEOUT);

        channel.writeInbound(bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));

        assertThat(done.cause()).isInstanceOf(HandshakeException.class).hasMessageStartingWith("AUTH: Protocol error");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldBeDoneAtOnceWithoutSteps() {
        assertThat(NodeHandshake.run(channel, List.of(), TIMEOUT).getNow()).isEmpty();
        assertThat(sent()).isEmpty();
    }

    @Test
    void shouldNotPrintArguments() {
        assertThat(LOGIN.toString()).isEqualTo("[AUTH, CLIENT SETNAME, SELECT]");
    }

    private String sent() {
        return drain(channel.outboundMessages());
    }

    private static String received(EmbeddedChannel lane) {
        return drain(lane.inboundMessages());
    }

    private static String drain(Queue<Object> messages) {
        StringBuilder text = new StringBuilder();
        for (Object message = messages.poll(); message != null; message = messages.poll()) {
            ByteBuf buffer = (ByteBuf) message;
            text.append(buffer.toString(UTF_8));
            buffer.release();
        }
        return text.toString();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }
}

package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespValueDecoderTest {
    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of("+OK\r\n", text("OK")),
                Arguments.of("-ERR bad\r\n", new RespValue.Error("ERR bad")),
                Arguments.of("!7\r\nERR bad\r\n", new RespValue.Error("ERR bad")),
                Arguments.of(":-42\r\n", new RespValue.Int(-42)),
                Arguments.of("$6\r\na\r\nb\r\n\r\n", RespValue.Bulk.of("a\r\nb\r\n")),
                Arguments.of("$-1\r\n", new RespValue.Null()),
                Arguments.of("*-1\r\n", new RespValue.Null()),
                Arguments.of("_\r\n", new RespValue.Null()),
                Arguments.of("#t\r\n", new RespValue.Bool(true)),
                Arguments.of("#f\r\n", new RespValue.Bool(false)),
                Arguments.of(",3.25\r\n", new RespValue.Dbl(3.25)),
                Arguments.of(",inf\r\n", new RespValue.Dbl(Double.POSITIVE_INFINITY)),
                Arguments.of(",-inf\r\n", new RespValue.Dbl(Double.NEGATIVE_INFINITY)),
                Arguments.of(",nan\r\n", new RespValue.Dbl(Double.NaN)),
                Arguments.of(
                        "(123456789012345678901\r\n", new RespValue.BigNumber(new BigInteger("123456789012345678901"))),
                Arguments.of("=8\r\nmkd:text\r\n", new RespValue.Verbatim("mkd", "text")),
                Arguments.of("*2\r\n+a\r\n*0\r\n", array(text("a"), array())),
                Arguments.of("~1\r\n+a\r\n", new RespValue.Set(List.of(text("a")))),
                Arguments.of(">1\r\n+a\r\n", new RespValue.Push(List.of(text("a")))),
                Arguments.of("%1\r\n+a\r\n:1\r\n", map(text("a"), new RespValue.Int(1))),
                Arguments.of(
                        "|1\r\n+a\r\n:1\r\n+OK\r\n",
                        new RespValue.Attribute(map(text("a"), new RespValue.Int(1)), text("OK"))),
                Arguments.of("$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n", RespValue.Bulk.of("abc")),
                Arguments.of("*?\r\n+a\r\n*?\r\n.\r\n.\r\n", array(text("a"), array())),
                Arguments.of("~?\r\n.\r\n", new RespValue.Set(List.of())),
                Arguments.of("%?\r\n+a\r\n:1\r\n.\r\n", map(text("a"), new RespValue.Int(1))));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void decodesAReplyWhereverItIsCut(String frame, RespValue value) {
        RespValueDecoder decoder = RespValueDecoder.replies(RespLimits.defaults());
        for (int cut = 0; cut < frame.length(); cut++) {
            ByteBuf first = Unpooled.wrappedBuffer(Frames.bytes(frame.substring(0, cut)));
            ByteBuf rest = Unpooled.wrappedBuffer(Frames.bytes(frame.substring(cut) + "+next\r\n"));
            assertThat(decoder.decode(first)).isNull();
            assertThat(first.isReadable()).isFalse();
            assertThat(decoder.decode(rest)).isEqualTo(value);
            assertThat(decoder.decode(rest)).isEqualTo(text("next"));
            assertThat(decoder.decode(rest)).isNull();
        }
    }

    static Stream<Arguments> repliesWithPushesInside() {
        String invalidate = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$9\r\nsubscribe\r\n";
        String message = ">3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$1\r\nx\r\n";
        String acknowledgement = ">3\r\n$10\r\npsubscribe\r\n$1\r\na\r\n:1\r\n";
        RespValue subscribed = new RespValue.Push(
                List.of(RespValue.Bulk.of("psubscribe"), RespValue.Bulk.of("a"), new RespValue.Int(1)));
        return Stream.of(
                Arguments.of("*2\r\n+a\r\n" + invalidate + "+b\r\n", array(text("a"), text("b"))),
                Arguments.of("*1\r\n" + message + message + ":1\r\n", array(new RespValue.Int(1))),
                Arguments.of("*1\r\n>2\r\n$10\r\ninvalidate\r\n_\r\n*1\r\n:1\r\n", array(array(new RespValue.Int(1)))),
                Arguments.of("*1\r\n>0\r\n>1\r\n:1\r\n>1\r\n$0\r\n\r\n+a\r\n", array(text("a"))),
                Arguments.of("*2\r\n" + acknowledgement + "+a\r\n", array(subscribed, text("a"))),
                Arguments.of("%1\r\n+a\r\n" + message + ":1\r\n", map(text("a"), new RespValue.Int(1))));
    }

    @ParameterizedTest
    @MethodSource("repliesWithPushesInside")
    void countsNoMessageInsideAReplyAsItsElement(String frame, RespValue value) {
        decodesAReplyWhereverItIsCut(frame, value);
    }

    @Test
    void decodesRequestsOfBothKinds() {
        RespValueDecoder decoder = RespValueDecoder.requests(RespLimits.defaults(), 100);
        ByteBuf in = Unpooled.wrappedBuffer(
                Frames.bytes("*2\r\n$3\r\nGET\r\n$1\r\nk\r\nset k \"a b\"\r\n\r\n*0\r\n*-1\r\n"));
        assertThat(decoder.decode(in)).isEqualTo(array(RespValue.Bulk.of("GET"), RespValue.Bulk.of("k")));
        assertThat(decoder.decode(in))
                .isEqualTo(array(RespValue.Bulk.of("set"), RespValue.Bulk.of("k"), RespValue.Bulk.of("a b")));
        assertThat(decoder.decode(in)).isEqualTo(array());
        assertThat(decoder.decode(in)).isEqualTo(array());
        assertThat(decoder.decode(in)).isEqualTo(array());
        assertThat(decoder.decode(in)).isNull();
    }

    @Test
    void refusesAFrameThatIsTooBigBeforeItHasCome() {
        RespValueDecoder decoder = RespValueDecoder.replies(RespLimits.defaults(), 10);
        ByteBuf fits = Unpooled.wrappedBuffer(Frames.bytes("$4\r\nabcd\r\n"));
        assertThat(decoder.decode(fits)).isEqualTo(RespValue.Bulk.of("abcd"));
        ByteBuf big = Unpooled.wrappedBuffer(Frames.bytes("$400\r\nabcdef"));
        assertThatThrownBy(() -> decoder.decode(big)).hasMessage("Protocol error: too big frame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {":x\r\n", ":\r\n", "#x\r\n", "_x\r\n", ",x\r\n", "(x\r\n", "=3\r\ntxt\r\n", "=4\r\ntext\r\n"})
    void refusesScalarsThatAreNone(String frame) {
        RespValueDecoder decoder = RespValueDecoder.replies(RespLimits.defaults());
        assertThatThrownBy(() -> decoder.decode(Unpooled.wrappedBuffer(Frames.bytes(frame))))
                .isInstanceOf(RespProtocolException.class)
                .hasMessageStartingWith("Protocol error: malformed");
    }

    @Test
    void scalarsHaveTextAndAggregatesHaveElements() {
        assertThat(new RespValue.Error("NOAUTH please").code()).isEqualTo("NOAUTH");
        assertThat(new RespValue.Error("ERR").code()).isEqualTo("ERR");
        assertThat(new RespValue.Int(7).text()).isEqualTo("7");
        assertThat(map(text("a"), text("b")).elements()).containsExactly(text("a"), text("b"));
        assertThatThrownBy(() -> text("a").elements()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(new RespValue.Null()::text).isInstanceOf(IllegalStateException.class);
    }

    private static RespValue text(String value) {
        return new RespValue.SimpleString(value);
    }

    private static RespValue array(RespValue... elements) {
        return new RespValue.Array(List.of(elements));
    }

    private static RespValue.Map map(RespValue key, RespValue value) {
        return new RespValue.Map(List.of(new RespValue.Entry(key, value)));
    }
}

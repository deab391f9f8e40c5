package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed and oversized input, whole and byte by byte. The wording for requests was taken from a Redis 7.0.15 server. */
class ProtocolErrorTest {
    private static final RespLimits LIMITS = RespLimits.defaults();

    static Stream<Arguments> badRequests() {
        return Stream.of(
                Arguments.of("*abc\r\n", "invalid multibulk length"),
                Arguments.of("*\r\n", "invalid multibulk length"),
                Arguments.of("*01\r\n", "invalid multibulk length"),
                Arguments.of("*+1\r\n", "invalid multibulk length"),
                Arguments.of("*-0\r\n", "invalid multibulk length"),
                Arguments.of("*-\r\n", "invalid multibulk length"),
                Arguments.of("*?\r\n", "invalid multibulk length"),
                Arguments.of("*3000000000\r\n", "invalid multibulk length"),
                Arguments.of("*99999999999999999999\r\n", "invalid multibulk length"),
                Arguments.of("*18446744073709551617\r\n", "invalid multibulk length"),
                Arguments.of("*1\r\nfoo\r\n", "expected '$', got 'f'"),
                Arguments.of("*1\r\n\r\n", "expected '$', got ' '"),
                Arguments.of("*1\r\n\u00e9\r\n", "expected '$', got '\u00e9'"),
                Arguments.of("*2\r\n$1\r\na\r\n*1\r\n", "expected '$', got '*'"),
                Arguments.of("*1\r\n$-1\r\n", "invalid bulk length"),
                Arguments.of("*1\r\n$abc\r\n", "invalid bulk length"),
                Arguments.of("*1\r\n$?\r\n", "invalid bulk length"),
                Arguments.of("*1\r\n$536870913\r\n", "invalid bulk length"),
                Arguments.of("\"abc\r\n", "unbalanced quotes in request"),
                Arguments.of("'abc\r\n", "unbalanced quotes in request"),
                Arguments.of("\"a\"b\r\n", "unbalanced quotes in request"),
                Arguments.of("\"a\\\r\n", "unbalanced quotes in request"),
                Arguments.of("\"a\\x4\r\n", "unbalanced quotes in request"),
                Arguments.of("*" + "1".repeat(65_537), "too big mbulk count string"),
                Arguments.of("*1\r\n$" + "1".repeat(65_537), "too big bulk count string"),
                Arguments.of("a".repeat(65_537), "too big inline request"),
                Arguments.of("PI\0NG\r\n" + "a".repeat(65_537), "too big inline request"));
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void requestsFailInTheWordsOfTheServer(String bytes, String message) {
        assertFails(FrameScanner.requests(LIMITS), FrameScanner.requests(LIMITS), bytes, message);
    }

    static Stream<Arguments> badReplies() {
        return Stream.of(
                Arguments.of("OK\r\n", "unexpected reply type byte 0x4f"),
                Arguments.of("\u00ff\r\n", "unexpected reply type byte 0xff"),
                Arguments.of(";1\r\n", "unexpected reply type byte 0x3b"),
                Arguments.of("$?\r\n+a\r\n", "unexpected reply type byte 0x2b"),
                Arguments.of("|1\r\n+a\r\n+b\r\n|0\r\n", "unexpected reply type byte 0x7c"),
                Arguments.of("*?\r\n|0\r\n.\r\n", "unexpected reply type byte 0x2e"),
                Arguments.of(".\r\n", "unexpected end of a streamed reply"),
                Arguments.of("*1\r\n.\r\n", "unexpected end of a streamed reply"),
                Arguments.of("*?\r\n.x\r\n", "unexpected end of a streamed reply"),
                Arguments.of("%?\r\n+a\r\n.\r\n", "unexpected end of a streamed reply"),
                Arguments.of("+OK\n", "reply line does not end in CRLF"),
                Arguments.of("$2\r\nabc\r\n", "reply is not followed by CRLF"),
                Arguments.of("$2\r\nab\rX", "reply is not followed by CRLF"),
                Arguments.of("$2\rX", "reply is not followed by CRLF"),
                Arguments.of("$-2\r\n", "invalid bulk length"),
                Arguments.of("=-1\r\n", "invalid bulk length"),
                Arguments.of("$x\r\n", "invalid bulk length"),
                Arguments.of("$536870913\r\n", "invalid bulk length"),
                Arguments.of("*-2\r\n", "invalid multibulk length"),
                Arguments.of("%-1\r\n", "invalid multibulk length"),
                Arguments.of(">?\r\n", "invalid multibulk length"),
                Arguments.of("|?\r\n", "invalid multibulk length"),
                Arguments.of("*3000000000\r\n", "invalid multibulk length"),
                Arguments.of("*" + "1".repeat(65_537), "too big reply length"),
                Arguments.of("*1\r\n".repeat(129), "too deeply nested reply"),
                Arguments.of("*?\r\n".repeat(129), "too deeply nested reply"),
                Arguments.of("|1\r\n".repeat(129), "too deeply nested reply"));
    }

    @ParameterizedTest
    @MethodSource("badReplies")
    void repliesFailWhereTheyStopMakingSense(String bytes, String message) {
        assertFails(FrameScanner.replies(LIMITS), FrameScanner.replies(LIMITS), bytes, message);
    }

    @Test
    void everyLimitIsItsOwn() {
        RespLimits tight = new RespLimits(8, 3, 10, 2, 2, 4);
        assertFails(tight, true, "*4\r\n", "invalid multibulk length");
        assertFails(tight, true, "*1\r\n$9\r\n", "invalid bulk length");
        assertFails(tight, true, "PING 1234567", "too big inline request");
        assertFails(tight, false, "*4\r\n", "invalid multibulk length");
        assertFails(tight, false, "%4\r\n", "invalid multibulk length");
        assertFails(tight, false, "$9\r\n", "invalid bulk length");
        assertFails(tight, false, "+123456789\r\n", "too big reply line");
        assertFails(tight, false, "*1\r\n*1\r\n*1\r\n", "too deeply nested reply");
        String fits = "*3\r\n$8\r\n12345678\r\n$0\r\n\r\n$0\r\n\r\n";
        assertThat(FrameScanner.requests(tight).scan(Unpooled.wrappedBuffer(Frames.bytes(fits)), 0, fits.length()))
                .isEqualTo(fits.length());
    }

    @Test
    void beforeAuthenticationLessIsAllowed() {
        for (String bad : new String[] {"*11\r\n", "*1\r\n$16385\r\n"}) {
            FrameScanner scanner = FrameScanner.requests(LIMITS);
            ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(bad));
            assertThat(scanner.scan(in, 0, bad.length())).isEqualTo(-1);
            FrameScanner guarded = FrameScanner.requests(LIMITS);
            guarded.setAuthenticated(false);
            String what = bad.startsWith("*11") ? "multibulk" : "bulk";
            assertThatThrownBy(() -> guarded.scan(in, 0, bad.length()))
                    .isInstanceOf(RespProtocolException.class)
                    .hasMessage("Protocol error: unauthenticated " + what + " length");
        }
        FrameScanner guarded = FrameScanner.requests(LIMITS);
        guarded.setAuthenticated(false);
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes("*10\r\n$16384\r\n"));
        assertThat(guarded.scan(in, 0, in.readableBytes())).isEqualTo(-1);
    }

    @Test
    void aFailedScannerStaysFailed() {
        FrameScanner scanner = FrameScanner.requests(LIMITS);
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes("*x\r\n*1\r\n$4\r\nPING\r\n"));
        assertThatThrownBy(() -> scanner.scan(in, 0, 4)).hasMessageContaining("invalid multibulk length");
        assertThatThrownBy(() -> scanner.scan(in, 4, in.readableBytes()))
                .hasMessageContaining("invalid multibulk length");
    }

    @Test
    void theErrorReplyQuotesTheByteAsItCame() {
        FrameScanner scanner = FrameScanner.requests(LIMITS);
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes("*1\r\n\u00e9"));
        ByteBuf out = Unpooled.buffer();
        try {
            scanner.scan(in, 0, in.readableBytes());
        } catch (RespProtocolException e) {
            RespWriter.protocolError(out, e);
        }
        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .isEqualTo("-ERR Protocol error: expected '$', got '\u00e9'\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limitsMustBePositive(int value) {
        assertThatThrownBy(() -> LIMITS.withMaxElements(value)).hasMessageContaining("maxElements");
        assertThatThrownBy(() -> LIMITS.withMaxBulkBytes(value)).hasMessageContaining("maxBulkBytes");
    }

    private static void assertFails(RespLimits limits, boolean request, String bytes, String message) {
        FrameScanner whole = request ? FrameScanner.requests(limits) : FrameScanner.replies(limits);
        FrameScanner byByte = request ? FrameScanner.requests(limits) : FrameScanner.replies(limits);
        assertFails(whole, byByte, bytes, message);
    }

    private static void assertFails(FrameScanner whole, FrameScanner byByte, String bytes, String message) {
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(bytes));
        assertThatThrownBy(() -> whole.scan(in, 0, in.readableBytes()))
                .isInstanceOf(RespProtocolException.class)
                .hasMessage("Protocol error: " + message);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < in.readableBytes(); i++) {
                        assertThat(byByte.scan(in, i, i + 1)).isEqualTo(-1);
                    }
                })
                .isInstanceOf(RespProtocolException.class)
                .hasMessage("Protocol error: " + message);
    }
}

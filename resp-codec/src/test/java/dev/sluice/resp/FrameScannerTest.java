package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameScannerTest {
    @ParameterizedTest
    @CsvSource({
        "+OK, SIMPLE_STRING",
        "-ERR, ERROR",
        ":1, INTEGER",
        "$-1, BULK",
        "*0, ARRAY",
        "_, NULL",
        "#t, BOOLEAN",
        "',1.5', DOUBLE",
        "(1, BIG_NUMBER",
        "%0, MAP",
        "~0, SET",
        ">0, PUSH"
    })
    void tellsTheTypeOfAReply(String line, RespType type) {
        FrameScanner scanner = FrameScanner.replies(RespLimits.defaults());
        scanWhole(scanner, line + "\r\n");
        assertThat(scanner.type()).isEqualTo(type);
        assertThat(scanner.isPush()).isEqualTo(type == RespType.PUSH);
    }

    @Test
    void anAttributeBelongsToItsReply() {
        FrameScanner scanner = FrameScanner.replies(RespLimits.defaults());
        String frame = "|1\r\n+ttl\r\n*1\r\n:9\r\n$2\r\nhi\r\n";
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(frame));
        assertThat(scanner.scan(in, 0, 10)).isEqualTo(-1);
        assertThat(scanner.type()).isEqualTo(RespType.ATTRIBUTE);
        assertThat(scanner.scan(in, 10, frame.length())).isEqualTo(frame.length());
        assertThat(scanner.type()).isEqualTo(RespType.BULK);
    }

    @Test
    void aValueOf512MegabytesStreamsThrough() {
        long length = 512L << 20;
        for (FrameScanner scanner : new FrameScanner[] {
            FrameScanner.requests(RespLimits.defaults()), FrameScanner.replies(RespLimits.defaults())
        }) {

            ByteBuf head = Unpooled.wrappedBuffer(Frames.bytes("*1\r\n$" + length + "\r\n"));
            assertThat(scanner.scan(head, 0, head.readableBytes())).isEqualTo(-1);
            ByteBuf body = Unpooled.buffer(1 << 20).writeZero(1 << 20);
            for (long left = length; left > 0; left -= 1 << 20) {
                assertThat(scanner.bulkRemaining()).isEqualTo(left);
                assertThat(scanner.scan(body, 0, 1 << 20)).isEqualTo(-1);
            }
            assertThat(scanner.bulkRemaining()).isZero();
            ByteBuf end = Unpooled.wrappedBuffer(Frames.bytes("\r\n"));
            assertThat(scanner.scan(end, 0, 2)).isEqualTo(2);
            assertThat(scanner.wireLength()).isEqualTo(head.readableBytes() + length + 2);
        }
    }

    @Test
    void skipsWhatFollowsACarriageReturnAsTheServerDoes() {
        FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
        scanWhole(scanner, "*1\rX$4\rXPINGXX");
        assertThat(scanner.head().argText(0)).isEqualTo("PING");
    }

    @Test
    void withoutALimitNoLengthOverflows() {
        RespLimits limits = RespLimits.defaults().withMaxBulkBytes(Long.MAX_VALUE);
        long most = limits.maxBulkBytes();
        for (FrameScanner scanner : new FrameScanner[] {FrameScanner.requests(limits), FrameScanner.replies(limits)}) {
            ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes("*1\r\n$" + most + "\r\nabc"));
            assertThat(scanner.scan(in, 0, in.readableBytes())).isEqualTo(-1);
            assertThat(scanner.bulkRemaining()).isEqualTo(most - 3);
        }
        FrameScanner scanner = FrameScanner.replies(limits);
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes("$" + Long.MAX_VALUE + "\r\nabc"));
        assertThatThrownBy(() -> scanner.scan(in, 0, in.readableBytes())).hasMessageContaining("invalid bulk length");
    }

    @Test
    void requestsAndRepliesDoNotMix() {
        FrameScanner replies = FrameScanner.replies(RespLimits.defaults());
        assertThatThrownBy(replies::head).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> replies.setAuthenticated(true)).isInstanceOf(IllegalStateException.class);
    }

    private static void scanWhole(FrameScanner scanner, String frame) {
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(frame));
        assertThat(scanner.scan(in, 0, frame.length())).isEqualTo(frame.length());
    }
}

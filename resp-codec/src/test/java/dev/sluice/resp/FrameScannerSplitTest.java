package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame, cut everywhere. */
class FrameScannerSplitTest {

    static Stream<Arguments> frames() {
        return Stream.concat(
                Frames.REQUESTS.stream().map(f -> Arguments.of(true, f)),
                Frames.REPLIES.stream().map(f -> Arguments.of(false, f)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void endsAtTheSameByteWhereverItIsCut(boolean request, String frame) {
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(frame));
        int length = in.readableBytes();
        FrameScanner scanner = scanner(request);
        for (int cut = 0; cut < length; cut++) {
            assertThat(scanner.scan(in, 0, cut)).isEqualTo(-1);
            assertThat(scanner.inFrame()).isEqualTo(cut > 0);
            assertThat(scanner.scan(in, cut, length)).isEqualTo(length);
            assertThat(scanner.wireLength()).isEqualTo(length);
            assertThat(scanner.inFrame()).isFalse();
            assertThat(scanner.bulkRemaining()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void endsAtTheSameByteWhenFedByteByByte(boolean request, String frame) {
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(frame));
        FrameScanner scanner = scanner(request);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < in.readableBytes() - 1; i++) {
                assertThat(scanner.scan(in, i, i + 1)).isEqualTo(-1);
                assertThat(scanner.wireLength()).isEqualTo(i + 1);
            }
            assertThat(scanner.scan(in, in.readableBytes() - 1, in.readableBytes()))
                    .isEqualTo(in.readableBytes());
        }
    }

    @Test
    void findsEveryRequestOfAPipelineWhereverItIsCut() {
        findsEveryFrame(true, Frames.REQUESTS);
    }

    @Test
    void findsEveryReplyOfAPipelineWhereverItIsCut() {
        findsEveryFrame(false, Frames.REPLIES);
    }

    private static void findsEveryFrame(boolean request, List<String> frames) {
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(String.join("", frames)));
        List<Integer> ends = new ArrayList<>();
        int sum = 0;
        for (String frame : frames) {
            sum += frame.length();
            ends.add(sum);
        }
        FrameScanner scanner = scanner(request);
        for (int cut = 0; cut <= sum; cut++) {
            List<Integer> found = new ArrayList<>();
            scanAll(scanner, in, 0, cut, found);
            scanAll(scanner, in, cut, sum, found);
            assertThat(found).isEqualTo(ends);
        }
    }

    private static void scanAll(FrameScanner scanner, ByteBuf in, int from, int to, List<Integer> ends) {
        int end = scanner.scan(in, from, to);
        while (end >= 0) {
            ends.add(end);
            end = scanner.scan(in, end, to);
        }
    }

    private static FrameScanner scanner(boolean request) {
        return request ? FrameScanner.requests(RespLimits.defaults()) : FrameScanner.replies(RespLimits.defaults());
    }
}

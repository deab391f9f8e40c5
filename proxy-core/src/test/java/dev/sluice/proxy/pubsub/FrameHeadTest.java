package dev.sluice.proxy.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.pubsub.FrameHead.Kind;
import dev.sluice.resp.RespType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameHeadTest {
    private static final String LINE = "+1700000000.123456 [0 127.0.0.1:5] \"get\" \"a\"";

    private final FrameHead head = new FrameHead();

    private Kind read(String frame, int split, boolean arrays, boolean lines) {
        ByteBuf bytes = Unpooled.copiedBuffer(frame, StandardCharsets.US_ASCII);
        RespType type = Objects.requireNonNull(RespType.ofMarker(bytes.getByte(0)));
        head.begin();
        if (split > 0) {
            head.read(type, arrays, lines, bytes, 0, split, false);
        }
        return head.read(type, arrays, lines, bytes, split, bytes.writerIndex(), true);
    }

    private void assertKind(String lines, boolean arrays, boolean monitors, Kind expected) {
        String frame = lines.replace("|", "\r\n") + "\r\n";
        for (int split = 0; split < frame.length(); split++) {
            assertThat(read(frame, split, arrays, monitors))
                    .as("%s split at %d", frame, split)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*3|$7|message|$1|c|$2|hi, MESSAGE",
        "*4|$8|pmessage|$1|*|$1|c|$2|hi, MESSAGE",
        "*3|$8|smessage|$1|c|$2|hi, MESSAGE",
        "*3|$9|subscribe|$1|c|:1, ACKNOWLEDGEMENT",
        "*3|$12|punsubscribe|$-1|:0, ACKNOWLEDGEMENT",
        "*2|$4|pong|$0|, REPLY",
        "*2|$7|massage|$0|, REPLY",
        "*2|$8|xmessage|$0|, REPLY",
        "*1|*3|$9|subscribe|$1|c|:1, REPLY",
        "*1|$900|x, REPLY",
        "*0, REPLY",
        "*-1, REPLY",
        "-ERR no, REPLY",
        "+PONG, REPLY",
        "$7|message, REPLY",
    })
    void shouldTellTheArraysOfResp2(String frame, Kind expected) {
        assertKind(frame, true, false, expected);
    }

    @ParameterizedTest
    @CsvSource({
        ">3|$7|message|$1|c|$2|hi, MESSAGE",
        ">2|$10|invalidate|*1|$1|k, MESSAGE",
        ">2|+other|$0|, MESSAGE",
        ">3|$11|unsubscribe|_|:0, ACKNOWLEDGEMENT",
        ">3|$12|sunsubscribe|$1|c|:0, ACKNOWLEDGEMENT",
        "*3|$7|message|$1|c|$2|hi, REPLY",
        "*3|$9|subscribe|$1|c|:1, REPLY",
        "_, REPLY",
    })
    void shouldTellThePushesOfResp3(String frame, Kind expected) {
        assertKind(frame, false, false, expected);
    }

    @ParameterizedTest
    @CsvSource({"+OK, REPLY", "+PONG, REPLY", "+12, REPLY", "+1234567890, REPLY", "-1700000000.1 x, REPLY"})
    void shouldTellRepliesFromLinesOfMonitor(String frame, Kind expected) {
        assertKind(frame, false, true, expected);
        assertKind(LINE, false, true, Kind.MESSAGE);
        assertKind(LINE, false, false, Kind.REPLY);
    }
}

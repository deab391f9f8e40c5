package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandHeadTest {
    private final FrameScanner scanner = FrameScanner.requests(RespLimits.defaults());
    private final CommandHead head = scanner.head();

    @Test
    void keepsTheLeadingArgumentsOfAMultibulkRequestWhereverItIsCut() {
        String frame = "*6\r\n$4\r\nMsEt\r\n$1\r\na\r\n$2\r\nbb\r\n$0\r\n\r\n$3\r\nddd\r\n$1\r\ne\r\n";
        for (int cut = 0; cut < frame.length(); cut++) {
            scan(frame, cut);
            assertThat(head.argCount()).isEqualTo(6);
            assertThat(arguments()).containsExactly("MsEt", "a", "bb", "");
            assertThat(name()).isEqualTo("mset");
            assertThat(head.nameHash()).isEqualTo(CommandHead.hash("MSET"));
        }
    }

    @Test
    void keepsTheArgumentsOfAnInlineRequestWhereverItIsCut() {
        String frame = " SET k\"e\\x79\\x2\" 'it\\'s' \"\\x\\q\\t\\a\" more \r\n";
        for (int cut = 0; cut < frame.length(); cut++) {
            scan(frame, cut);
            assertThat(head.argCount()).isEqualTo(5);
            assertThat(arguments()).containsExactly("SET", "keyx2", "it's", "xq\t\u0007");
            assertThat(name()).isEqualTo("set");
            assertThat(scanner.type()).isEqualTo(RespType.INLINE);
        }
    }

    @Test
    void knowsTheNameBeforeTheRequestEnds() {
        String frame = "*2\r\n$3\r\nGET\r\n$3\r\nk";
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(frame));
        assertThat(scanner.scan(in, 0, 10)).isEqualTo(-1);
        assertThat(head.argCount()).isEqualTo(2);
        assertThat(head.nameKnown()).isFalse();
        assertThat(scanner.scan(in, 10, frame.length())).isEqualTo(-1);
        assertThat(head.nameKnown()).isTrue();
        assertThat(head.captured()).isEqualTo(1);
        assertThat(scanner.bulkRemaining()).isEqualTo(2);
    }

    @Test
    void truncatesWhatIsLongerThanItKeeps() {
        String longName = "N".repeat(65);
        scan("*2\r\n$65\r\n" + longName + "\r\n$64\r\n" + "k".repeat(64) + "\r\n", 40);
        assertThat(head.nameTruncated()).isTrue();
        assertThat(head.nameLength()).isEqualTo(64);
        assertThat(head.argLength(0)).isEqualTo(65);
        assertThat(head.argTruncated(1)).isFalse();
        assertThat(head.argText(1)).isEqualTo("k".repeat(64));
        scan(longName + " x\r\n", 3);
        assertThat(head.nameTruncated()).isTrue();
        assertThat(head.argLength(0)).isEqualTo(65);
    }

    @Test
    void startsAfreshWithEveryRequest() {
        scan("*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n", 0);
        for (String empty : List.of("*0\r\n", "*-1\r\n", "\r\n", " \n")) {
            scan(empty, 0);
            assertThat(head.argCount()).isZero();
            assertThat(head.captured()).isZero();
            assertThat(head.nameKnown()).isFalse();
            assertThat(head.nameLength()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"no,no,true", "No,no,true", "nope,no,false", "n,no,false", "na,no,false"})
    void comparesArgumentsWithoutCase(String sent, String lower, boolean equal) {
        scan("CLIENT " + sent + "\r\n", 0);
        assertThat(head.argEqualsIgnoreCase(1, Frames.bytes(lower))).isEqualTo(equal);
    }

    private void scan(String frame, int cut) {
        ByteBuf in = Unpooled.wrappedBuffer(Frames.bytes(frame));
        assertThat(scanner.scan(in, 0, cut)).isEqualTo(-1);
        assertThat(scanner.scan(in, cut, frame.length())).isEqualTo(frame.length());
    }

    private List<String> arguments() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < head.captured(); i++) {
            texts.add(head.argText(i));
        }
        return texts;
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < head.nameLength(); i++) {
            name.append((char) head.nameByte(i));
        }
        return name.toString();
    }
}

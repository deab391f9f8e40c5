package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.NodeRole;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanCursorsTest {
    private static final long MARKED_1 = 1L << 48;

    private static String ofNode(String cursor, int mark) {
        return new String(
                ScanCursors.ofNode(cursor.getBytes(StandardCharsets.US_ASCII), mark), StandardCharsets.US_ASCII);
    }

    private static String marked(String reply, int mark) {
        return new String(
                ScanCursors.marked(reply.getBytes(StandardCharsets.US_ASCII), mark), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "17,0", "0,3", "x,1", "-1,0", "18446744073709551615,0", "18446744073709551615,2"})
    void shouldLeaveWhatIsOfThisNodeOrOfNone(String cursor, int mark) {
        assertThat(ofNode(cursor, mark)).isEqualTo(cursor);
    }

    @Test
    void shouldStartAgainWithACursorOfAnotherNode() {
        assertThat(ofNode("17", 1)).isEqualTo("0");
        assertThat(ofNode(Long.toString(MARKED_1 + 17), 2)).isEqualTo("0");
        assertThat(ofNode(Long.toString(MARKED_1 + 17), 0)).isEqualTo("0");
    }

    @Test
    void shouldMarkACursorAndKnowItAgain() {
        String reply = marked("*2\r\n$2\r\n17\r\n*1\r\n$1\r\na\r\n", 1);

        assertThat(reply).isEqualTo("*2\r\n$15\r\n" + (MARKED_1 + 17) + "\r\n*1\r\n$1\r\na\r\n");
        assertThat(ofNode(Long.toString(MARKED_1 + 17), 1)).isEqualTo("17");
    }

    @ParameterizedTest
    @CsvSource({"-ERR invalid cursor", "+QUEUED", "*2|$1|0|*0", "*-1"})
    void shouldLeaveEverythingElse(String lines) {
        String reply = lines.replace("|", "\r\n") + "\r\n";

        assertThat(marked(reply, 1)).isEqualTo(reply);
    }

    @Test
    void shouldCountMarksWithoutTheOneOfNoSwitch() {
        int mark = ScanCursors.firstMark(NodeRole.SOURCE);
        assertThat(mark).isZero();
        for (int i = 0; i < 40; i++) {
            mark = ScanCursors.nextMark(mark);
            assertThat(mark).isBetween(1, 15);
        }
        assertThat(ScanCursors.firstMark(NodeRole.TARGET)).isEqualTo(1);
    }
}

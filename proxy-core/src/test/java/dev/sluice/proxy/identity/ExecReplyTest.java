package dev.sluice.proxy.identity;

import static dev.sluice.proxy.identity.ServerReplies.bytes;
import static dev.sluice.proxy.identity.ServerReplies.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecReplyTest {
    private static final TestCard CARD = TestCard.of(3);
    private static final Map<Integer, UnaryOperator<byte[]>> CHANGES =
            Map.of(1, reply -> ClientReplies.id(reply, CARD), 3, reply -> ClientReplies.name(reply, CARD));

    @Test
    void shouldChangeTheRepliesThatAreOfTheConnection() {
        String exec = "*4\r\n*2\r\n:1\r\n$2\r\n\r\n\r\n:4\r\n:4\r\n$4\r\nlane\r\n";
        assertThat(text(ExecReply.change(bytes(exec), CHANGES)))
                .isEqualTo("*4\r\n*2\r\n:1\r\n$2\r\n\r\n\r\n:1099511627779\r\n:4\r\n$-1\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*-1\r\n",
                "_\r\n",
                "*0\r\n",
                "-EXECABORT Transaction discarded because of previous errors.\r\n",
                "*2\r\n:1\r\n-ERR no\r\n",
                "*3\r\n:1\r\n"
            })
    void shouldLeaveWhatHoldsNoneOfThem(String reply) {
        assertThat(text(ExecReply.change(bytes(reply), CHANGES))).isEqualTo(reply);
    }
}

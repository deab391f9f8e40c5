package dev.sluice.node.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.resp.RespValue;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyOutputTest {
    private final ReplyOutput output = new ReplyOutput();

    @Test
    void shouldKeepAnErrorInsideAnArrayAsAValue() {
        output.multi(3);
        output.setSingle(bytes("OK"));
        output.setError(bytes("ERR no"));
        output.set(7);

        assertThat(output.hasError()).isFalse();
        assertThat(output.get())
                .isEqualTo(new RespValue.Array(List.of(
                        new RespValue.SimpleString("OK"), new RespValue.Error("ERR no"), new RespValue.Int(7))));
    }

    @Test
    void shouldCloseEveryLevelThatAnElementCompletes() {
        output.multi(2);
        output.multi(0);
        output.multi(1);
        output.multi(2);
        output.set((ByteBuffer) null);
        output.multi(-1);

        assertThat(output.get()).isEqualTo(array(array(), array(array(new RespValue.Null(), new RespValue.Null()))));
    }

    @Test
    void shouldTakeACompleteNothingForQueued() {
        output.complete(0);

        assertThat(output.get()).isEqualTo(new RespValue.SimpleString("QUEUED"));
    }

    @Test
    void shouldHaveNoReplyBeforeItIsComplete() {
        output.multi(2);
        output.set(bytes("half"));

        assertThat(output.get()).isNull();
    }

    private static RespValue array(RespValue... values) {
        return new RespValue.Array(List.of(values));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}

package dev.sluice.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespWriterTest {
    static Stream<Arguments> calls() {
        return Stream.of(
                call(out -> RespWriter.simpleString(out, "OK"), "+OK\r\n"),
                call(out -> RespWriter.error(out, "ERR no"), "-ERR no\r\n"),
                call(out -> RespWriter.bulk(out, new byte[] {'a', '\r'}), "$2\r\na\r\r\n"),
                call(out -> RespWriter.bulk(out, "\u00e9"), "$2\r\n\u00c3\u00a9\r\n"),
                call(out -> RespWriter.bulk(out, Unpooled.wrappedBuffer(new byte[] {'x'})), "$1\r\nx\r\n"),
                call(RespWriter::nullBulk, "$-1\r\n"),
                call(RespWriter::nullArray, "*-1\r\n"),
                call(RespWriter::nul3, "_\r\n"),
                call(out -> RespWriter.array(out, 12), "*12\r\n"),
                call(out -> RespWriter.map(out, 2), "%2\r\n"),
                call(out -> RespWriter.set(out, 3), "~3\r\n"),
                call(out -> RespWriter.push(out, 4), ">4\r\n"),
                call(out -> RespWriter.attribute(out, 1), "|1\r\n"),
                call(out -> RespWriter.bool(out, true), "#t\r\n"),
                call(out -> RespWriter.bool(out, false), "#f\r\n"),
                call(out -> RespWriter.dbl(out, 1.5), ",1.5\r\n"),
                call(out -> RespWriter.dbl(out, Double.POSITIVE_INFINITY), ",inf\r\n"),
                call(out -> RespWriter.dbl(out, Double.NEGATIVE_INFINITY), ",-inf\r\n"),
                call(out -> RespWriter.dbl(out, Double.NaN), ",nan\r\n"),
                call(out -> RespWriter.bigNumber(out, BigInteger.TEN.pow(20)), "(100000000000000000000\r\n"),
                call(out -> RespWriter.verbatim(out, "txt", "hi"), "=6\r\ntxt:hi\r\n"),
                call(out -> RespWriter.bulkError(out, "ERR a\r\nb"), "!8\r\nERR a\r\nb\r\n"),
                call(RespWriter::streamedString, "$?\r\n"),
                call(out -> RespWriter.chunk(out, new byte[] {'a'}), ";1\r\na\r\n"),
                call(out -> RespWriter.chunk(out, new byte[0]), ""),
                call(RespWriter::endStreamedString, ";0\r\n"),
                call(RespWriter::streamedArray, "*?\r\n"),
                call(RespWriter::streamedSet, "~?\r\n"),
                call(RespWriter::streamedMap, "%?\r\n"),
                call(RespWriter::endStreamed, ".\r\n"),
                call(out -> RespWriter.command(out, "GET", "k"), "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"),
                call(out -> RespWriter.command(out, new byte[] {'a'}), "*1\r\n$1\r\na\r\n"),
                call(out -> RespWriter.command(out, List.of(new byte[] {'a'})), "*1\r\n$1\r\na\r\n"));
    }

    private static Arguments call(Consumer<ByteBuf> write, String bytes) {
        return Arguments.of(write, bytes);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void writesTheBytesOfTheProtocol(Consumer<ByteBuf> write, String bytes) {
        assertThat(written(write)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, -1, -10, 99, 100, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesEveryInteger(long value) {
        assertThat(written(out -> RespWriter.integer(out, value))).isEqualTo(":" + value + "\r\n");
    }

    @Test
    void refusesWhatWouldBreakTheFrame() {
        ByteBuf out = Unpooled.buffer();
        assertThatThrownBy(() -> RespWriter.simpleString(out, "a\r\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RespWriter.error(out, "a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RespWriter.verbatim(out, "text", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(out.isReadable()).isFalse();
    }

    private static String written(Consumer<ByteBuf> write) {
        ByteBuf out = Unpooled.buffer();
        write.accept(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}

package dev.sluice.resp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A decoded reply or request, for slow paths: handshakes, the control port, command tables. Immutable but for the arrays
 * inside, which nobody changes. Streamed strings and aggregates decode to the plain ones; blob errors to {@link Error}.
 */
@SuppressWarnings("JavaLangClash") // an error reply is called Error in the protocol; always written RespValue.Error
public sealed interface RespValue {

    record SimpleString(String value) implements RespValue {
        @Override
        public String text() {
            return value;
        }
    }

    /** An error reply; {@code message} as sent, with its leading code word. */
    record Error(String message) implements RespValue {
        /** The code word: {@code ERR}, {@code NOAUTH}, {@code WRONGPASS}... */
        public String code() {
            int blank = message.indexOf(' ');
            return blank < 0 ? message : message.substring(0, blank);
        }

        @Override
        public String text() {
            return message;
        }
    }

    record Int(long value) implements RespValue {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
    record Bulk(byte[] bytes) implements RespValue {
        /** The bytes of this text in UTF-8. */
        public static Bulk of(String text) {
            return new Bulk(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk bulk && Arrays.equals(bytes, bulk.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bulk[" + text() + "]";
        }
    }

    record Array(List<RespValue> elements) implements RespValue {}

    record Set(List<RespValue> elements) implements RespValue {}

    record Push(List<RespValue> elements) implements RespValue {}

    /** Entries in the order sent. */
    record Map(List<Entry> entries) implements RespValue {
        /** Keys and values in turn, as RESP2 sends a map. */
        @Override
        public List<RespValue> elements() {
            return entries.stream()
                    .flatMap(entry -> java.util.stream.Stream.of(entry.key(), entry.value()))
                    .toList();
        }
    }

    record Entry(RespValue key, RespValue value) {}

    /** The null of RESP3, and the null bulk string and null array of RESP2. */
    record Null() implements RespValue {}

    record Bool(boolean value) implements RespValue {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    record Dbl(double value) implements RespValue {
        @Override
        public String text() {
            return Double.toString(value);
        }
    }

    record BigNumber(BigInteger value) implements RespValue {
        @Override
        public String text() {
            return value.toString();
        }
    }

    /** {@code format} is the three-letter word that was sent before the content: {@code txt}, {@code mkd}. */
    record Verbatim(String format, String value) implements RespValue {
        @Override
        public String text() {
            return value;
        }
    }

    /** A value with what the server tells about it. */
    record Attribute(Map attributes, RespValue value) implements RespValue {
        @Override
        public String text() {
            return value.text();
        }

        @Override
        public List<RespValue> elements() {
            return value.elements();
        }
    }

    /**
     * What a scalar says, as text (bytes decoded as UTF-8).
     *
     * @throws IllegalStateException for aggregates and nulls
     */
    default String text() {
        throw new IllegalStateException(getClass().getSimpleName() + " has no text");
    }

    /**
     * What an aggregate holds; of a map keys and values in turn.
     *
     * @throws IllegalStateException for everything else
     */
    default List<RespValue> elements() {
        throw new IllegalStateException(getClass().getSimpleName() + " has no elements");
    }
}

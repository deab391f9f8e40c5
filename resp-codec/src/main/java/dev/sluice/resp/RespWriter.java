package dev.sluice.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Appends RESP to a buffer, which grows as needed. Text is written as UTF-8. Aggregates are a header, then their elements by
 * further calls: {@code map(out, 2)} is followed by four values. Allocates nothing but where said.
 */
public final class RespWriter {
    private RespWriter() {}

    /** {@code text} must be one line. */
    public static void simpleString(ByteBuf out, CharSequence text) {
        line(out, '+', text);
    }

    /** {@code message} starts with its code word ({@code ERR ...}) and must be one line. */
    public static void error(ByteBuf out, CharSequence message) {
        line(out, '-', message);
    }

    /** The reply that a Redis server would have sent for it before it closed the connection. */
    public static void protocolError(ByteBuf out, RespProtocolException error) {
        out.writeBytes("-ERR ".getBytes(StandardCharsets.US_ASCII));
        // Latin-1: the message may quote a byte, which goes back as it came.
        out.writeBytes(String.valueOf(error.getMessage()).getBytes(StandardCharsets.ISO_8859_1));
        end(out);
    }

    public static void integer(ByteBuf out, long value) {
        number(out, ':', value);
    }

    public static void bulk(ByteBuf out, byte[] content) {
        number(out, '$', content.length);
        out.writeBytes(content);
        end(out);
    }

    public static void bulk(ByteBuf out, CharSequence content) {
        number(out, '$', ByteBufUtil.utf8Bytes(content));
        out.writeCharSequence(content, StandardCharsets.UTF_8);
        end(out);
    }

    /** Copies the readable bytes and leaves {@code content} as it was; its reference count stays. */
    public static void bulk(ByteBuf out, ByteBuf content) {
        number(out, '$', content.readableBytes());
        out.writeBytes(content, content.readerIndex(), content.readableBytes());
        end(out);
    }

    /** The null of RESP2 in place of a string. */
    public static void nullBulk(ByteBuf out) {
        number(out, '$', -1);
    }

    /** The null of RESP2 in place of an array. */
    public static void nullArray(ByteBuf out) {
        number(out, '*', -1);
    }

    /** The null of RESP3. */
    public static void nul3(ByteBuf out) {
        out.writeByte('_');
        end(out);
    }

    public static void array(ByteBuf out, int elements) {
        number(out, '*', elements);
    }

    public static void map(ByteBuf out, int pairs) {
        number(out, '%', pairs);
    }

    public static void set(ByteBuf out, int elements) {
        number(out, '~', elements);
    }

    public static void push(ByteBuf out, int elements) {
        number(out, '>', elements);
    }

    /** Prefixes the value that follows the pairs. */
    public static void attribute(ByteBuf out, int pairs) {
        number(out, '|', pairs);
    }

    public static void bool(ByteBuf out, boolean value) {
        out.writeByte('#');
        out.writeByte(value ? 't' : 'f');
        end(out);
    }

    /** Allocates. */
    public static void dbl(ByteBuf out, double value) {
        String text = Double.toString(value);
        if (Double.isNaN(value)) {
            text = "nan";
        } else if (Double.isInfinite(value)) {
            text = value > 0 ? "inf" : "-inf";
        }
        line(out, ',', text);
    }

    /** Allocates. */
    public static void bigNumber(ByteBuf out, BigInteger value) {
        line(out, '(', value.toString());
    }

    /** {@code format} is a word of three ASCII letters, such as {@code txt}. */
    public static void verbatim(ByteBuf out, String format, CharSequence content) {
        if (format.length() != 3) {
            throw new IllegalArgumentException("format must have 3 letters: " + format);
        }
        number(out, '=', 4L + ByteBufUtil.utf8Bytes(content));
        out.writeCharSequence(format, StandardCharsets.US_ASCII);
        out.writeByte(':');
        out.writeCharSequence(content, StandardCharsets.UTF_8);
        end(out);
    }

    /** An error whose message may have any bytes. */
    public static void bulkError(ByteBuf out, CharSequence message) {
        number(out, '!', ByteBufUtil.utf8Bytes(message));
        out.writeCharSequence(message, StandardCharsets.UTF_8);
        end(out);
    }

    /** Opens a string of unknown length; {@link #chunk}s follow, then {@link #endStreamedString}. */
    public static void streamedString(ByteBuf out) {
        streamed(out, '$');
    }

    /** A part of a streamed string; an empty one is left out, because it would end the string. */
    public static void chunk(ByteBuf out, byte[] content) {
        if (content.length > 0) {
            number(out, ';', content.length);
            out.writeBytes(content);
            end(out);
        }
    }

    public static void endStreamedString(ByteBuf out) {
        number(out, ';', 0);
    }

    /** Opens an array of unknown length; {@link #endStreamed} closes it. */
    public static void streamedArray(ByteBuf out) {
        streamed(out, '*');
    }

    /** Opens a set of unknown length; {@link #endStreamed} closes it. */
    public static void streamedSet(ByteBuf out) {
        streamed(out, '~');
    }

    /** Opens a map of unknown length; {@link #endStreamed} closes it. */
    public static void streamedMap(ByteBuf out) {
        streamed(out, '%');
    }

    public static void endStreamed(ByteBuf out) {
        out.writeByte('.');
        end(out);
    }

    /** A whole request. */
    public static void command(ByteBuf out, String... arguments) {
        array(out, arguments.length);
        for (String argument : arguments) {
            bulk(out, argument);
        }
    }

    /** A whole request. */
    public static void command(ByteBuf out, List<byte[]> arguments) {
        array(out, arguments.size());
        for (byte[] argument : arguments) {
            bulk(out, argument);
        }
    }

    /** A whole request. */
    public static void command(ByteBuf out, byte[]... arguments) {
        array(out, arguments.length);
        for (byte[] argument : arguments) {
            bulk(out, argument);
        }
    }

    private static void line(ByteBuf out, char marker, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\r' || text.charAt(i) == '\n') {
                throw new IllegalArgumentException("a line end inside a reply line");
            }
        }
        out.writeByte(marker);
        out.writeCharSequence(text, StandardCharsets.UTF_8);
        end(out);
    }

    private static void number(ByteBuf out, char marker, long value) {
        out.writeByte(marker);
        if (value >= 0 && value < 10) {
            out.writeByte('0' + (int) value);
        } else {
            digits(out, value);
        }
        end(out);
    }

    private static void digits(ByteBuf out, long value) {
        if (value < 0) {
            out.writeByte('-');
        }
        long divisor = 1;
        while (value / divisor > 9 || value / divisor < -9) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            out.writeByte('0' + (int) Math.abs(value / divisor % 10));
        }
    }

    private static void streamed(ByteBuf out, char marker) {
        out.writeByte(marker);
        out.writeByte('?');
        end(out);
    }

    private static void end(ByteBuf out) {
        out.writeByte('\r');
        out.writeByte('\n');
    }
}

package dev.sluice.resp;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values out of one frame that a scanner has found whole: lengths, markers and nesting are known to be good. */
final class FrameParser {
    private static final int MAX_BIG_NUMBER_DIGITS = 4096;
    private static final int FORMAT_LENGTH = 3;

    private final ByteBuf frame;
    private int position;

    FrameParser(ByteBuf frame, int from) {
        this.frame = frame;
        this.position = from;
    }

    static RespValue parseInline(ByteBuf frame, int from, int to) {
        List<RespValue> arguments = new ArrayList<>();
        InlineSplitter splitter = new InlineSplitter(new InlineSplitter.Sink() {
            private final ByteArrayOutputStream argument = new ByteArrayOutputStream();

            @Override
            public void begin() {
                argument.reset();
            }

            @Override
            public void add(byte b) {
                argument.write(b);
            }

            @Override
            public void end() {
                arguments.add(new RespValue.Bulk(argument.toByteArray()));
            }
        });
        splitter.split(frame, from, to);
        return new RespValue.Array(arguments);
    }

    RespValue value() {
        RespType type = nextType();
        return switch (type) {
            case SIMPLE_STRING -> new RespValue.SimpleString(line());
            case ERROR -> new RespValue.Error(line());
            case INTEGER -> new RespValue.Int(integer(line()));
            case NULL -> empty(line());
            case BOOLEAN -> bool(line());
            case DOUBLE -> new RespValue.Dbl(dbl(line()));
            case BIG_NUMBER -> new RespValue.BigNumber(bigNumber(line()));
            case BULK -> bulk();
            case BULK_ERROR -> new RespValue.Error(new String(content(length()), StandardCharsets.UTF_8));
            case VERBATIM -> verbatim(new String(content(length()), StandardCharsets.UTF_8));
            case ARRAY -> array();
            case SET -> new RespValue.Set(elements(length()));
            case PUSH -> new RespValue.Push(elements(length()));
            case MAP -> map();
            case ATTRIBUTE -> new RespValue.Attribute(map(), value());
            case CHUNK, END, INLINE -> throw malformed("value");
        };
    }

    private RespType nextType() {
        RespType type = RespType.ofMarker(frame.getByte(position++));
        if (type == null) {
            throw malformed("type");
        }
        return type;
    }

    /** A line of text; the scanner saw to it that the first line feed follows a carriage return. */
    private String line() {
        int lf = frame.indexOf(position, frame.writerIndex(), (byte) '\n');
        String text = frame.toString(position, lf - 1 - position, StandardCharsets.UTF_8);
        position = lf + 1;
        return text;
    }

    /** A length, or -1 for null and streamed values alike: {@link #streamed} tells them apart beforehand. */
    private int length() {
        int cr = frame.indexOf(position, frame.writerIndex(), (byte) '\r');
        String text = frame.toString(position, cr - position, StandardCharsets.US_ASCII);
        position = cr + 2;
        return text.equals("?") ? -1 : Math.toIntExact(integer(text));
    }

    private boolean streamed() {
        return frame.getByte(position) == '?';
    }

    private byte[] content(int length) {
        byte[] bytes = new byte[length];
        frame.getBytes(position, bytes);
        position += length + 2;
        return bytes;
    }

    private RespValue bulk() {
        boolean streamed = streamed();
        int length = length();
        if (length >= 0) {
            return new RespValue.Bulk(content(length));
        }
        return streamed ? new RespValue.Bulk(chunks()) : new RespValue.Null();
    }

    private byte[] chunks() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            position++;
            int length = length();
            if (length == 0) {
                return all.toByteArray();
            }
            all.writeBytes(content(length));
        }
    }

    private RespValue array() {
        boolean streamed = streamed();
        int length = length();
        return length < 0 && !streamed ? new RespValue.Null() : new RespValue.Array(elements(length));
    }

    private RespValue.Map map() {
        boolean streamed = streamed();
        int pairs = length();
        List<RespValue> flat = elements(streamed ? -1 : Math.multiplyExact(pairs, 2));
        List<RespValue.Entry> entries = new ArrayList<>(flat.size() / 2);
        for (int i = 0; i < flat.size(); i += 2) {
            entries.add(new RespValue.Entry(flat.get(i), flat.get(i + 1)));
        }
        return new RespValue.Map(List.copyOf(entries));
    }

    /** As many values as said, or with -1 up to the end mark. Pushes among them that are no elements are left out. */
    private List<RespValue> elements(int count) {
        List<RespValue> values = new ArrayList<>();
        while (count < 0 ? frame.getByte(position) != RespType.END.marker() : values.size() < count) {
            RespValue value = value();
            if (!(value instanceof RespValue.Push push) || PushKind.isAcknowledgement(push)) {
                values.add(value);
            }
        }
        if (count < 0) {
            line();
        }
        return List.copyOf(values);
    }

    private static RespValue empty(String text) {
        if (!text.isEmpty()) {
            throw malformed("null");
        }
        return new RespValue.Null();
    }

    private static RespValue bool(String text) {
        if (!text.equals("t") && !text.equals("f")) {
            throw malformed("boolean");
        }
        return new RespValue.Bool(text.equals("t"));
    }

    private static long integer(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw malformed("integer");
        }
    }

    private static double dbl(String text) {
        return switch (text) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> finite(text);
        };
    }

    private static double finite(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw malformed("double");
        }
    }

    private static BigInteger bigNumber(String text) {
        if (text.length() > MAX_BIG_NUMBER_DIGITS) {
            throw malformed("big number");
        }
        try {
            return new BigInteger(text);
        } catch (NumberFormatException e) {
            throw malformed("big number");
        }
    }

    private static RespValue verbatim(String text) {
        if (text.length() <= FORMAT_LENGTH || text.charAt(FORMAT_LENGTH) != ':') {
            throw malformed("verbatim string");
        }
        return new RespValue.Verbatim(text.substring(0, FORMAT_LENGTH), text.substring(FORMAT_LENGTH + 1));
    }

    private static RespProtocolException malformed(String what) {
        return new RespProtocolException("malformed " + what + " in reply");
    }
}

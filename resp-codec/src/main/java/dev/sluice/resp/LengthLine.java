package dev.sluice.resp;

import io.netty.buffer.ByteBuf;

/**
 * The number between a marker and its line end, read byte by byte across any number of buffers. As strict as the server's
 * {@code string2ll}: no plus sign, no leading zero, no blank, within 64 bits. A lone {@code ?} announces a streamed value.
 */
final class LengthLine {
    private static final int SAFE_DIGITS = 18;
    /** Digits and carriage return that {@link #parseWord} looks at. */
    private static final int SHORT_LINE = 7;

    private long value;
    private int length;
    private int digits;
    private boolean negative;
    private boolean streamed;
    private boolean bad;

    void start() {
        value = 0;
        length = 0;
        digits = 0;
        negative = false;
        streamed = false;
        bad = false;
    }

    /** Consumes through the carriage return. Returns the index after it, or -1 when it is not within [from, to). */
    int parse(ByteBuf in, int from, int to) {
        return length == 0 && to - from >= Long.BYTES ? parseWord(in, from, to) : parseBytes(in, from, to);
    }

    /** Nearly every line is a few digits: they are fetched with one look into the buffer, whose every look is checked. */
    private int parseWord(ByteBuf in, int from, int to) {
        long word = in.getLongLE(from);
        long number = 0;
        for (int i = 0; i < SHORT_LINE; i++) {
            int b = (int) word & 0xff;
            word >>>= Byte.SIZE;
            int digit = b - '0';
            if (digit >= 0 && digit <= 9 && !(i == 1 && number == 0)) {
                number = number * 10 + digit;
            } else if (b == '\r' && i > 0) {
                value = number;
                digits = i;
                length = i;
                return from + i + 1;
            } else {
                break;
            }
        }
        return parseBytes(in, from, to);
    }

    private int parseBytes(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = in.getByte(i);
            int digit = b - '0';
            if (digit >= 0 && digit <= 9) {
                addDigit(digit);
            } else if (b == '\r') {
                return i + 1;
            } else {
                addOther(b);
            }
            length++;
        }
        return -1;
    }

    private void addDigit(int digit) {
        if (digits >= SAFE_DIGITS && value > (Long.MAX_VALUE - digit) / 10) {
            bad = true;
        } else if (digits == 1 && value == 0) {
            bad = true;
        }
        value = value * 10 + digit;
        digits++;
    }

    private void addOther(byte b) {
        if (length == 0 && b == '-') {
            negative = true;
        } else if (length == 0 && b == '?') {
            streamed = true;
        } else {
            bad = true;
        }
    }

    /** Bytes consumed so far, without the carriage return. */
    int length() {
        return length;
    }

    boolean isNumber() {
        return !bad && !streamed && digits > 0 && !(negative && value == 0);
    }

    boolean isStreamed() {
        return streamed && !bad && digits == 0;
    }

    long value() {
        return negative ? -value : value;
    }
}

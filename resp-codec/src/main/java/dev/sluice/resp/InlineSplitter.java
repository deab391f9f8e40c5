package dev.sluice.resp;

import io.netty.buffer.ByteBuf;

/**
 * Splits an inline command into its arguments by the rules of the server's {@code sdssplitargs}: blanks separate, double
 * quotes know escapes, single quotes know only {@code \'}, and a closing quote ends its argument. Works byte by byte across
 * any number of buffers.
 */
final class InlineSplitter {
    /** Takes the arguments, unquoted. */
    interface Sink {
        void begin();

        void add(byte b);

        void end();
    }

    private enum Mode {
        BLANK,
        WORD,
        DOUBLE,
        DOUBLE_ESCAPE,
        HEX_FIRST,
        HEX_SECOND,
        SINGLE,
        SINGLE_ESCAPE,
        CLOSED,
        /** The server looks for the line end with strchr, which stops at a NUL: the line grows until it is too big. */
        ENDLESS
    }

    private final Sink sink;
    private Mode mode = Mode.BLANK;
    private int length;
    private int tokens;
    private byte firstHex;

    InlineSplitter(Sink sink) {
        this.sink = sink;
    }

    void start() {
        mode = Mode.BLANK;
        length = 0;
        tokens = 0;
    }

    /** Returns the index after the line feed, or -1 when it is not within [from, to). */
    int split(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = in.getByte(i);
            if (b == '\n' && mode != Mode.ENDLESS) {
                finish();
                return i + 1;
            }
            length++;
            if (b == 0) {
                mode = Mode.ENDLESS;
            } else {
                accept(b);
            }
        }
        return -1;
    }

    /** Bytes of the line so far, without the line feed. */
    int length() {
        return length;
    }

    int tokens() {
        return tokens;
    }

    private void finish() {
        switch (mode) {
            case WORD -> end();
            case BLANK, CLOSED -> {}
            default -> throw unbalanced();
        }
    }

    private void accept(byte b) {
        switch (mode) {
            case BLANK -> blank(b);
            case WORD -> word(b);
            case DOUBLE -> doubleQuoted(b);
            case DOUBLE_ESCAPE -> escaped(b);
            case HEX_FIRST -> firstHex(b);
            case HEX_SECOND -> secondHex(b);
            case SINGLE -> singleQuoted(b);
            case SINGLE_ESCAPE -> singleEscaped(b);
            case CLOSED -> closed(b);
            case ENDLESS -> {}
        }
    }

    private void blank(byte b) {
        if (!isBlank(b)) {
            tokens++;
            sink.begin();
            mode = Mode.WORD;
            word(b);
        }
    }

    private void word(byte b) {
        switch (b) {
            case ' ', '\r', '\t' -> end();
            case '"' -> mode = Mode.DOUBLE;
            case '\'' -> mode = Mode.SINGLE;
            default -> sink.add(b);
        }
    }

    private void doubleQuoted(byte b) {
        if (b == '\\') {
            mode = Mode.DOUBLE_ESCAPE;
        } else if (b == '"') {
            close();
        } else {
            sink.add(b);
        }
    }

    private void escaped(byte b) {
        if (b == 'x') {
            mode = Mode.HEX_FIRST;
            return;
        }
        mode = Mode.DOUBLE;
        sink.add(
                switch (b) {
                    case 'n' -> (byte) '\n';
                    case 'r' -> (byte) '\r';
                    case 't' -> (byte) '\t';
                    case 'b' -> (byte) '\b';
                    case 'a' -> (byte) 7;
                    default -> b;
                });
    }

    private void firstHex(byte b) {
        if (hex(b) >= 0) {
            firstHex = b;
            mode = Mode.HEX_SECOND;
        } else {
            sink.add((byte) 'x');
            mode = Mode.DOUBLE;
            doubleQuoted(b);
        }
    }

    private void secondHex(byte b) {
        mode = Mode.DOUBLE;
        if (hex(b) >= 0) {
            sink.add((byte) ((hex(firstHex) << 4) | hex(b)));
        } else {
            sink.add((byte) 'x');
            sink.add(firstHex);
            doubleQuoted(b);
        }
    }

    private void singleQuoted(byte b) {
        if (b == '\\') {
            mode = Mode.SINGLE_ESCAPE;
        } else if (b == '\'') {
            close();
        } else {
            sink.add(b);
        }
    }

    private void singleEscaped(byte b) {
        mode = Mode.SINGLE;
        if (b == '\'') {
            sink.add(b);
        } else {
            sink.add((byte) '\\');
            singleQuoted(b);
        }
    }

    private void closed(byte b) {
        if (!isBlank(b)) {
            throw unbalanced();
        }
        mode = Mode.BLANK;
    }

    private void close() {
        sink.end();
        mode = Mode.CLOSED;
    }

    private void end() {
        sink.end();
        mode = Mode.BLANK;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }

    private static RespProtocolException unbalanced() {
        return new RespProtocolException("unbalanced quotes in request");
    }
}

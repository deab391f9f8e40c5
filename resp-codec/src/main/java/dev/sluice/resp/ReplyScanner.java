package dev.sluice.resp;

import io.netty.buffer.ByteBuf;

/**
 * Reads replies: every type of RESP2 and RESP3, streamed ones included. Checks markers, lengths and line ends, because a
 * reply that is misread once would be given to the wrong client for ever after; leaves the content of lines alone.
 */
final class ReplyScanner extends FrameScanner {
    private static final int MARK = 0;
    private static final int TEXT = 1;
    private static final int LENGTH = 2;
    private static final int LENGTH_LF = 3;
    private static final int BODY = 4;
    private static final int BODY_CR = 5;
    private static final int BODY_LF = 6;
    private static final int DONE = 7;

    private final Nesting nesting;
    private int state;
    /** The element in progress; the first that is no attribute is the reply's type. */
    private RespType current = RespType.NULL;

    private boolean typeKnown;
    private boolean inStreamedString;
    /** A push has begun inside a reply; its first element tells whether it is part of that reply. */
    private boolean pushKindToCome;

    private long textLength;
    private boolean lastWasCr;
    private long bodyLeft;

    ReplyScanner(RespLimits limits) {
        super(limits);
        this.nesting = new Nesting(limits.maxDepth());
    }

    @Override
    void begin() {
        state = MARK;
        typeKnown = false;
        inStreamedString = false;
        pushKindToCome = false;
        nesting.clear();
    }

    @Override
    int advance(ByteBuf in, int from, int to) {
        int i = from;
        while (i < to) {
            i = switch (state) {
                case MARK -> mark(in, i);
                case TEXT -> text(in, i, to);
                case LENGTH -> length(in, i, to);
                case LENGTH_LF -> lengthKnown(in, i);
                case BODY -> body(in, i, to);
                case BODY_CR -> bodyCr(in, i);
                default -> bodyLf(in, i);
            };
            if (state == DONE) {
                return i;
            }
        }
        return -1;
    }

    private int mark(ByteBuf in, int i) {
        byte b = in.getByte(i);
        RespType found = RespType.ofMarker(b);
        if (found == null || !expected(found)) {
            throw new RespProtocolException("unexpected reply type byte 0x" + Integer.toHexString(b & 0xff));
        }
        current = found;
        pushKindToCome &= found == RespType.BULK;
        if (!typeKnown && nesting.depth() == 0) {
            type = found;
            typeKnown = found != RespType.ATTRIBUTE;
        }
        switch (found) {
            case SIMPLE_STRING, ERROR, INTEGER, NULL, BOOLEAN, DOUBLE, BIG_NUMBER, END -> {
                textLength = 0;
                lastWasCr = false;
                state = TEXT;
            }
            default -> {
                line.start();
                state = LENGTH;
            }
        }
        return i + 1;
    }

    private boolean expected(RespType found) {
        boolean needsValue = nesting.takeAttributeEnded();
        if (needsValue && (found == RespType.ATTRIBUTE || found == RespType.END)) {
            return false;
        }
        return inStreamedString == (found == RespType.CHUNK);
    }

    /** To a line feed that follows a carriage return. */
    private int text(ByteBuf in, int i, int to) {
        int lf = in.indexOf(i, to, (byte) '\n');
        int end = lf < 0 ? to : lf;
        textLength += end - i;
        if (textLength > limits.maxBulkBytes()) {
            throw new RespProtocolException("too big reply line");
        }
        if (end > i) {
            lastWasCr = in.getByte(end - 1) == '\r';
        }
        if (lf < 0) {
            return to;
        }
        if (!lastWasCr) {
            throw new RespProtocolException("reply line does not end in CRLF");
        }
        if (current == RespType.END) {
            nesting.endStreamed(textLength == 1);
        }
        state = nesting.valueEnded() ? DONE : MARK;
        return lf + 1;
    }

    private int length(ByteBuf in, int i, int to) {
        int end = line.parse(in, i, to);
        if (line.length() > limits.maxInlineBytes()) {
            throw new RespProtocolException("too big reply length");
        }
        if (end < 0) {
            return to;
        }
        state = LENGTH_LF;
        return end;
    }

    private int lengthKnown(ByteBuf in, int i) {
        requireByte(in, i, '\n');
        switch (current) {
            case BULK, BULK_ERROR, VERBATIM, CHUNK -> bulkLengthKnown();
            default -> elementsKnown();
        }
        return i + 1;
    }

    private void bulkLengthKnown() {
        if (current == RespType.BULK && line.isStreamed()) {
            inStreamedString = true;
            state = MARK;
            return;
        }
        long length = line.value();
        boolean nil = current == RespType.BULK && length == -1;
        if (!line.isNumber() || (length < 0 && !nil) || length > limits.maxBulkBytes()) {
            throw new RespProtocolException("invalid bulk length");
        }
        if (nil || (current == RespType.CHUNK && length == 0)) {
            inStreamedString = false;
            state = nesting.valueEnded() ? DONE : MARK;
        } else {
            bodyLeft = length;
            pushKindToCome &= length > 0;
            state = length == 0 ? BODY_CR : BODY;
        }
    }

    private void elementsKnown() {
        if (line.isStreamed() && current != RespType.PUSH && current != RespType.ATTRIBUTE) {
            nesting.openStreamed(current == RespType.MAP);
            state = MARK;
            return;
        }
        long count = line.value();
        boolean nil = current == RespType.ARRAY && count == -1;
        if (!line.isNumber() || (count < 0 && !nil) || count > limits.maxElements()) {
            throw new RespProtocolException("invalid multibulk length");
        }
        boolean attribute = current == RespType.ATTRIBUTE;
        boolean pairs = attribute || current == RespType.MAP;
        state = MARK;
        if (current == RespType.PUSH && nesting.depth() > 0) {
            pushInside(count);
        } else if (count > 0) {
            nesting.open(pairs ? count * 2 : count, attribute);
        } else if (attribute) {
            nesting.attributeEnded();
        } else if (nesting.valueEnded()) {
            state = DONE;
        }
    }

    private void pushInside(long count) {
        if (count > 0) {
            nesting.openPush(count);
            pushKindToCome = true;
        }
    }

    private int body(ByteBuf in, int i, int to) {
        if (pushKindToCome) {
            pushKindToCome = false;
            if (PushKind.isAcknowledgement(bodyLeft, in.getByte(i))) {
                nesting.countPush();
            }
        }
        long end = i + bodyLeft;
        if (end > to) {
            bodyLeft = end - to;
            return to;
        }
        bodyLeft = 0;
        state = BODY_CR;
        return (int) end;
    }

    private int bodyCr(ByteBuf in, int i) {
        requireByte(in, i, '\r');
        state = BODY_LF;
        return i + 1;
    }

    private int bodyLf(ByteBuf in, int i) {
        requireByte(in, i, '\n');
        state = !inStreamedString && nesting.valueEnded() ? DONE : MARK;
        return i + 1;
    }

    private static void requireByte(ByteBuf in, int i, char expected) {
        if (in.getByte(i) != expected) {
            throw new RespProtocolException("reply is not followed by CRLF");
        }
    }

    @Override
    public long bulkRemaining() {
        return state == BODY ? bodyLeft : 0;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        throw new IllegalStateException("replies have no limits before authentication");
    }

    @Override
    public CommandHead head() {
        throw new IllegalStateException("a reply has no command");
    }
}

package dev.sluice.resp;

import io.netty.buffer.ByteBuf;

/**
 * Reads requests as {@code processInputBuffer} of Redis 7.0 does, byte for byte: what follows a carriage return, and the two
 * bytes after a bulk string, are skipped unseen. Being stricter or laxer than the server behind would let the two disagree on
 * where a command ends.
 */
final class RequestScanner extends FrameScanner {
    private static final int START = 0;
    private static final int COUNT = 1;
    private static final int COUNT_LF = 2;
    private static final int BULK_MARK = 3;
    private static final int BULK_LENGTH = 4;
    private static final int BULK_LF = 5;
    private static final int BODY = 6;
    private static final int INLINE = 7;
    private static final int DONE = 8;

    private final CommandHead head = new CommandHead();
    private final InlineSplitter inline = new InlineSplitter(head.inlineSink());
    private boolean authenticated = true;
    private int state;
    private long argsLeft;
    /** Of the bulk string and its two closing bytes. */
    private long bodyLeft;

    RequestScanner(RespLimits limits) {
        super(limits);
    }

    @Override
    void begin() {
        state = START;
        head.reset();
    }

    @Override
    int advance(ByteBuf in, int from, int to) {
        int i = from;
        while (i < to) {
            i = switch (state) {
                case START -> start(in, i);
                case COUNT -> lengthLine(in, i, to, COUNT_LF, "too big mbulk count string");
                case COUNT_LF -> countKnown(i);
                case BULK_MARK -> bulkMark(in, i);
                case BULK_LENGTH -> lengthLine(in, i, to, BULK_LF, "too big bulk count string");
                case BULK_LF -> lengthKnown(i);
                case BODY -> body(in, i, to);
                default -> inlineLine(in, i, to);
            };
            if (state == DONE) {
                return i;
            }
        }
        return -1;
    }

    private int start(ByteBuf in, int i) {
        if (in.getByte(i) == '*') {
            type = RespType.ARRAY;
            line.start();
            state = COUNT;
            return i + 1;
        }
        type = RespType.INLINE;
        inline.start();
        state = INLINE;
        return i;
    }

    private int lengthLine(ByteBuf in, int i, int to, int next, String tooBig) {
        int end = line.parse(in, i, to);
        if (line.length() > limits.maxInlineBytes()) {
            throw new RespProtocolException(tooBig);
        }
        if (end < 0) {
            return to;
        }
        state = next;
        return end;
    }

    private int countKnown(int i) {
        if (!line.isNumber() || line.value() > limits.maxElements()) {
            throw new RespProtocolException("invalid multibulk length");
        }
        if (!authenticated && line.value() > limits.unauthElements()) {
            throw new RespProtocolException("unauthenticated multibulk length");
        }
        argsLeft = Math.max(0, line.value());
        head.argCount((int) argsLeft);
        state = argsLeft == 0 ? DONE : BULK_MARK;
        return i + 1;
    }

    private int bulkMark(ByteBuf in, int i) {
        byte b = in.getByte(i);
        if (b != '$') {
            throw RespProtocolException.expectedBulk(b);
        }
        line.start();
        state = BULK_LENGTH;
        return i + 1;
    }

    private int lengthKnown(int i) {
        long length = line.value();
        if (!line.isNumber() || length < 0 || length > limits.maxBulkBytes()) {
            throw new RespProtocolException("invalid bulk length");
        }
        if (!authenticated && length > limits.unauthBulkBytes()) {
            throw new RespProtocolException("unauthenticated bulk length");
        }
        bodyLeft = length + 2;
        head.beginArg(length);
        state = BODY;
        return i + 1;
    }

    private int body(ByteBuf in, int i, int to) {
        int available = to - i;
        int content = (int) Math.min(available, bodyLeft - 2);
        if (content > 0) {
            head.capture(in, i, content);
        }
        if (bodyLeft > available) {
            bodyLeft -= available;
            return to;
        }
        int end = i + (int) bodyLeft;
        bodyLeft = 0;
        head.endArg();
        state = --argsLeft == 0 ? DONE : BULK_MARK;
        return end;
    }

    private int inlineLine(ByteBuf in, int i, int to) {
        int end = inline.split(in, i, to);
        if (inline.length() > limits.maxInlineBytes()) {
            throw new RespProtocolException("too big inline request");
        }
        if (end < 0) {
            return to;
        }
        head.argCount(inline.tokens());
        state = DONE;
        return end;
    }

    @Override
    public long bulkRemaining() {
        return state == BODY ? Math.max(0, bodyLeft - 2) : 0;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        this.authenticated = authenticated;
    }

    @Override
    public CommandHead head() {
        return head;
    }
}

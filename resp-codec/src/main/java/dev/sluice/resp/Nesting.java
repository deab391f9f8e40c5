package dev.sluice.resp;

import java.util.Arrays;

/** What is still open around the element in progress, innermost last: the elements that each aggregate still waits for. */
final class Nesting {
    private static final int INITIAL_DEPTH = 8;

    private enum Kind {
        COUNTED,
        ATTRIBUTE,
        /** Stands between the elements of another aggregate and is none of them. */
        PUSH,
        STREAMED,
        STREAMED_PAIRS
    }

    private final int maxDepth;
    /** Elements to come of a counted aggregate; elements seen of a streamed one. */
    private long[] counts = new long[INITIAL_DEPTH];

    private Kind[] kinds = new Kind[INITIAL_DEPTH];
    private int depth;
    private boolean attributeEnded;

    Nesting(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    void clear() {
        depth = 0;
        attributeEnded = false;
    }

    int depth() {
        return depth;
    }

    void open(long elements, boolean attribute) {
        push(elements, attribute ? Kind.ATTRIBUTE : Kind.COUNTED);
    }

    /** A push inside another aggregate; it does not count as one of its elements unless {@link #countPush} says so. */
    void openPush(long elements) {
        push(elements, Kind.PUSH);
    }

    /** The innermost aggregate, a push, is an element like any other. */
    void countPush() {
        kinds[depth - 1] = Kind.COUNTED;
    }

    void openStreamed(boolean pairs) {
        push(0, pairs ? Kind.STREAMED_PAIRS : Kind.STREAMED);
    }

    void attributeEnded() {
        attributeEnded = true;
    }

    /** Whether an attribute has just ended, so that the value it describes must follow; forgets it. */
    boolean takeAttributeEnded() {
        boolean ended = attributeEnded;
        attributeEnded = false;
        return ended;
    }

    /** The end mark of a streamed aggregate; the aggregate itself ends with the {@link #valueEnded} that follows. */
    void endStreamed(boolean wellFormed) {
        Kind kind = depth == 0 ? Kind.COUNTED : kinds[depth - 1];
        boolean complete = kind == Kind.STREAMED || (kind == Kind.STREAMED_PAIRS && counts[depth - 1] % 2 == 0);
        if (!wellFormed || !complete) {
            throw new RespProtocolException("unexpected end of a streamed reply");
        }
        depth--;
    }

    /** A value has ended, and with it every aggregate that waited for it alone. True when nothing is open any more. */
    boolean valueEnded() {
        while (depth > 0) {
            int top = depth - 1;
            Kind kind = kinds[top];
            if (kind == Kind.STREAMED || kind == Kind.STREAMED_PAIRS) {
                counts[top]++;
                return false;
            }
            if (--counts[top] > 0) {
                return false;
            }
            depth--;
            if (kind == Kind.ATTRIBUTE) {
                attributeEnded = true;
                return false;
            }
            if (kind == Kind.PUSH) {
                return false;
            }
        }
        return true;
    }

    private void push(long count, Kind kind) {
        if (depth == maxDepth) {
            throw new RespProtocolException("too deeply nested reply");
        }
        if (depth == counts.length) {
            counts = Arrays.copyOf(counts, depth * 2);
            kinds = Arrays.copyOf(kinds, depth * 2);
        }
        counts[depth] = count;
        kinds[depth] = kind;
        depth++;
    }
}

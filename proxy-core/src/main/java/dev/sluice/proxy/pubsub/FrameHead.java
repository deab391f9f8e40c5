package dev.sluice.proxy.pubsub;

import dev.sluice.resp.RespType;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its first bytes what a frame is that came on a connection which is subscribed or monitors: RESP2 writes messages and
 * acknowledgements as arrays (addReplyPubsubMessage and its like, pubsub.c), RESP3 as pushes; MONITOR writes status lines
 * that start with a time (replicationFeedMonitors, replication.c). No reply that such a connection may get looks like one.
 */
public final class FrameHead {
    /** What a frame is. */
    public enum Kind {
        /** More bytes are needed. */
        UNDECIDED,
        REPLY,
        /** Answers nothing: a message, a line of MONITOR, any other push. */
        MESSAGE,
        /** Tells that one channel was subscribed to, or is not any more. */
        ACKNOWLEDGEMENT
    }

    /** The longest head is {@code *3}, {@code $12}, {@code punsubscribe}, each with its line end. */
    private static final int LONGEST = 48;

    private static final int LONGEST_WORD = 12;
    private static final int SECONDS_AT_LEAST = 9;

    private final byte[] seen = new byte[LONGEST];
    private int length;
    private Kind kind = Kind.UNDECIDED;
    private @Nullable PubSubCommand command;

    /** A frame begins. */
    public void begin() {
        length = 0;
        kind = Kind.UNDECIDED;
        command = null;
    }

    public Kind kind() {
        return kind;
    }

    /** What is acknowledged. */
    public PubSubCommand command() {
        if (command == null) {
            throw new IllegalStateException("the frame is " + kind);
        }
        return command;
    }

    /**
     * Reads on, until it is decided.
     *
     * @param type of the frame
     * @param arrays whether an array may be a message or an acknowledgement: in RESP2
     * @param lines whether a status may be a line of MONITOR
     * @param complete whether the frame ends at {@code stop}
     */
    public Kind read(
            RespType type, boolean arrays, boolean lines, ByteBuf bytes, int start, int stop, boolean complete) {
        if (kind != Kind.UNDECIDED) {
            return kind;
        }
        boolean words = type == RespType.PUSH || (type == RespType.ARRAY && arrays);
        if (!words && !(type == RespType.SIMPLE_STRING && lines)) {
            kind = Kind.REPLY;
            return kind;
        }
        int more = Math.min(stop - start, LONGEST - length);
        bytes.getBytes(start, seen, length, more);
        length += more;
        Kind otherwise = type == RespType.PUSH ? Kind.MESSAGE : Kind.REPLY;
        kind = words ? ofWord(otherwise) : ofLine();
        if (kind == Kind.UNDECIDED && (complete || length == LONGEST)) {
            kind = otherwise;
        }
        return kind;
    }

    /** The head is {@code *3\r\n$7\r\nmessage\r\n}, or starts with {@code >}. */
    private Kind ofWord(Kind otherwise) {
        int mark = afterLine(0);
        if (mark < 0 || mark == length) {
            return Kind.UNDECIDED;
        }
        int word = afterLine(mark);
        if (seen[mark] != RespType.BULK.marker()) {
            return otherwise;
        }
        if (word < 0) {
            return Kind.UNDECIDED;
        }
        int wordLength = number(mark + 1, word - 2);
        if (wordLength <= 0 || wordLength > LONGEST_WORD) {
            return otherwise;
        }
        if (length < word + wordLength) {
            return Kind.UNDECIDED;
        }
        return ofWord(word, wordLength, otherwise);
    }

    private Kind ofWord(int from, int wordLength, Kind otherwise) {
        command = PubSubCommand.of(seen, from, wordLength);
        if (command != null) {
            return Kind.ACKNOWLEDGEMENT;
        }
        return isMessage(from, wordLength) ? Kind.MESSAGE : otherwise;
    }

    private boolean isMessage(int from, int wordLength) {
        return PubSubCommand.isAt("message", seen, from, wordLength)
                || PubSubCommand.isAt("pmessage", seen, from, wordLength)
                || PubSubCommand.isAt("smessage", seen, from, wordLength);
    }

    /** Just behind the line that starts there; -1 when its end has not come. */
    private int afterLine(int from) {
        for (int i = from; i + 1 < length; i++) {
            if (seen[i] == '\r' && seen[i + 1] == '\n') {
                return i + 2;
            }
        }
        return -1;
    }

    private int number(int from, int to) {
        int value = 0;
        for (int i = from; i < to && value <= LONGEST_WORD; i++) {
            int digit = seen[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A line of MONITOR starts with seconds and microseconds: {@code +1700000000.123456 [}. */
    private Kind ofLine() {
        int i = 1;
        while (i < length && seen[i] >= '0' && seen[i] <= '9') {
            i++;
        }
        if (i == length) {
            return Kind.UNDECIDED;
        }
        return i > SECONDS_AT_LEAST && seen[i] == '.' ? Kind.MESSAGE : Kind.REPLY;
    }
}

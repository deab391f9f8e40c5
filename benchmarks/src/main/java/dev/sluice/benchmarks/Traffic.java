package dev.sluice.benchmarks;

import dev.sluice.resp.RespWriter;
import io.netty.buffer.ByteBuf;

/** What one read of a socket holds: whole frames, as often as said. */
public enum Traffic {
    /** One small write, as without pipelining. */
    SET_64_BYTES(false, 1),
    /** Small reads in one packet. */
    GET_PIPELINE(false, 16),
    /** Many arguments in one request. */
    MSET_100_PAIRS(false, 1),
    /** A value that fills a read. */
    SET_64_KILOBYTES(false, 1),
    /** What a person types. */
    INLINE(false, 1),
    /** Replies to small writes. */
    OK_PIPELINE(true, 16),
    /** Replies to small reads. */
    BULK_PIPELINE(true, 16),
    /** A range of a list. */
    ARRAY_OF_100(true, 1),
    /** A large value read. */
    BULK_OF_64_KILOBYTES(true, 1);

    private static final String KEY = "key:000012345678";

    private final boolean reply;
    private final int times;

    Traffic(boolean reply, int times) {
        this.reply = reply;
        this.times = times;
    }

    boolean isReply() {
        return reply;
    }

    void writeTo(ByteBuf out) {
        for (int i = 0; i < times; i++) {
            writeFrame(out);
        }
    }

    private void writeFrame(ByteBuf out) {
        switch (this) {
            case SET_64_BYTES -> RespWriter.command(out, "SET", KEY, "v".repeat(64));
            case GET_PIPELINE -> RespWriter.command(out, "GET", KEY);
            case MSET_100_PAIRS -> {
                RespWriter.array(out, 201);
                RespWriter.bulk(out, "MSET");
                writeKeys(out, 200);
            }
            case SET_64_KILOBYTES -> RespWriter.command(out, "SET", KEY, "v".repeat(64 << 10));
            case INLINE -> out.writeBytes(new byte[] {'G', 'E', 'T', ' ', 'k', 'e', 'y', '\r', '\n'});
            case OK_PIPELINE -> RespWriter.simpleString(out, "OK");
            case BULK_PIPELINE -> RespWriter.bulk(out, "v".repeat(64));
            case ARRAY_OF_100 -> {
                RespWriter.array(out, 100);
                writeKeys(out, 100);
            }
            case BULK_OF_64_KILOBYTES -> RespWriter.bulk(out, "v".repeat(64 << 10));
        }
    }

    private static void writeKeys(ByteBuf out, int count) {
        for (int i = 0; i < count; i++) {
            RespWriter.bulk(out, KEY);
        }
    }
}

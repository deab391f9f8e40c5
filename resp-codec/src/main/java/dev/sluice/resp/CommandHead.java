package dev.sluice.resp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The first {@value #ARGS} arguments of a request, the command's name being argument 0: at most {@value #ARG_BYTES} bytes of
 * each, copied into storage that is reused for every request. Valid until the next request starts. Not thread-safe.
 */
public final class CommandHead {
    /** Arguments that are captured. */
    public static final int ARGS = 4;
    /** Bytes captured of each. */
    public static final int ARG_BYTES = 64;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final byte[] bytes = new byte[ARGS * ARG_BYTES];
    private final byte[] name = new byte[ARG_BYTES];
    private final int[] lengths = new int[ARGS];
    private final int[] stored = new int[ARGS];
    private int argCount = -1;
    private int captured;
    private long nameHash;

    CommandHead() {}

    /** Arguments in the request, with the name; -1 until known (for inline requests, until they end); 0 for an empty one. */
    public int argCount() {
        return argCount;
    }

    /** How many leading arguments have been seen whole, at most {@value #ARGS}. Indices below must be less than this. */
    public int captured() {
        return captured;
    }

    /** True once the command's name has been seen whole. */
    public boolean nameKnown() {
        return captured > 0;
    }

    /** Captured bytes of the name. */
    public int nameLength() {
        return stored[0];
    }

    /** A byte of the name, in lower case (ASCII). */
    public byte nameByte(int i) {
        return name[i];
    }

    /** {@link #hash} of the captured name. */
    public long nameHash() {
        return nameHash;
    }

    /** True when the name is longer than what is captured, and so no command's. */
    public boolean nameTruncated() {
        return argTruncated(0);
    }

    /** Length of an argument as sent, in bytes. */
    public int argLength(int arg) {
        return lengths[arg];
    }

    /** A captured byte of an argument, as sent. */
    public byte argByte(int arg, int i) {
        return bytes[arg * ARG_BYTES + i];
    }

    /** True when the argument is longer than what is captured. */
    public boolean argTruncated(int arg) {
        return lengths[arg] > ARG_BYTES;
    }

    /** Whether an argument is this word in any case; {@code lower} is in lower case (ASCII). */
    public boolean argEqualsIgnoreCase(int arg, byte[] lower) {
        if (lengths[arg] != lower.length || lower.length > ARG_BYTES) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            if (lowerCase(argByte(arg, i)) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The captured bytes of an argument as UTF-8. Allocates. */
    public String argText(int arg) {
        return new String(bytes, arg * ARG_BYTES, stored[arg], StandardCharsets.UTF_8);
    }

    /** The hash that {@link #nameHash} has for this name: 64-bit FNV-1a over its ASCII bytes in lower case. */
    public static long hash(String name) {
        byte[] ascii = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        return hash(ascii, ascii.length);
    }

    private static long hash(byte[] lower, int length) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ lower[i]) * FNV_PRIME;
        }
        return hash;
    }

    private static byte lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }

    void reset() {
        argCount = -1;
        captured = 0;
        nameHash = 0;
        stored[0] = 0;
        lengths[0] = 0;
    }

    void argCount(int count) {
        argCount = count;
    }

    void beginArg(long length) {
        if (captured < ARGS) {
            lengths[captured] = (int) Math.min(length, Integer.MAX_VALUE);
            stored[captured] = 0;
        }
    }

    void capture(ByteBuf in, int index, int count) {
        if (captured < ARGS) {
            int have = stored[captured];
            int take = Math.min(count, ARG_BYTES - have);
            if (take > 0) {
                in.getBytes(index, bytes, captured * ARG_BYTES + have, take);
                stored[captured] = have + take;
            }
        }
    }

    void endArg() {
        if (captured < ARGS) {
            if (captured == 0) {
                nameSeen();
            }
            captured++;
        }
    }

    private void nameSeen() {
        int length = stored[0];
        for (int i = 0; i < length; i++) {
            name[i] = lowerCase(bytes[i]);
        }
        nameHash = hash(name, length);
    }

    InlineSplitter.Sink inlineSink() {
        return new InlineSplitter.Sink() {
            @Override
            public void begin() {
                beginArg(0);
            }

            @Override
            public void add(byte b) {
                if (captured < ARGS) {
                    int have = stored[captured];
                    if (have < ARG_BYTES) {
                        bytes[captured * ARG_BYTES + have] = b;
                        stored[captured] = have + 1;
                    }
                    lengths[captured]++;
                }
            }

            @Override
            public void end() {
                endArg();
            }
        };
    }
}

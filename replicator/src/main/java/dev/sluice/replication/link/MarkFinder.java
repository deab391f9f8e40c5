package dev.sluice.replication.link;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Searches for the end mark of a snapshot (Horspool: most bytes are never looked at). */
final class MarkFinder {
    private final byte[] mark;
    private final int[] skip = new int[256];

    MarkFinder(byte[] mark) {
        this.mark = mark.clone();
        Arrays.fill(skip, mark.length);
        for (int i = 0; i + 1 < mark.length; i++) {
            skip[mark[i] & 0xff] = mark.length - 1 - i;
        }
    }

    int length() {
        return mark.length;
    }

    /** Index of the first byte of the mark within [from, to), -1 when all of it does not lie there. */
    int find(ByteBuf in, int from, int to) {
        int at = from;
        while (at + mark.length <= to) {
            int i = mark.length - 1;
            while (i >= 0 && in.getByte(at + i) == mark[i]) {
                i--;
            }
            if (i < 0) {
                return at;
            }
            at += skip[in.getByte(at + mark.length - 1) & 0xff];
        }
        return -1;
    }
}

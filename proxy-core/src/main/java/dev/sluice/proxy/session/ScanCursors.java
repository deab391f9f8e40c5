package dev.sluice.proxy.session;

import dev.sluice.config.NodeRole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cursors of SCAN and its like. A cursor means something to the server that gave it and nothing to any other, so after a switch an
 * older one starts again at 0: elements may be returned twice, which SCAN allows, and none is missed. To be known again, by whatever
 * session it comes back through, a cursor that is given after a switch carries a mark in bits that no server uses for one.
 * Before the first switch nothing is marked.
 *
 * <p>A cursor is smaller than the table that it walks through (dictScan, dict.c: the bits beyond the mask come out as zeros), so
 * the bits from {@value #SHIFT} on are free. Four of them keep it exact in a double, which some clients have for numbers.
 */
public final class ScanCursors {
    private static final int SHIFT = 48;
    private static final int MARKS = 15;

    private ScanCursors() {}

    /** The mark of a proxy that starts. Where it starts at the target there has been a switch before. */
    public static int firstMark(NodeRole active) {
        return active == NodeRole.SOURCE ? 0 : 1;
    }

    /** The mark after another switch: from 1 to {@value #MARKS}, then from 1 again. */
    public static int nextMark(int mark) {
        return mark % MARKS + 1;
    }

    /** What the node is given for a client's cursor. Nonsense stays, and gets the node's error. */
    static byte[] ofNode(byte[] cursor, int mark) {
        long value;
        try {
            value = Long.parseUnsignedLong(new String(cursor, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException e) {
            return cursor;
        }
        long given = value >>> SHIFT;
        if (value == 0 || given > MARKS || (given == 0 && mark == 0)) {
            return cursor;
        }
        long own = given == mark ? value & (1L << SHIFT) - 1 : 0;
        return Long.toString(own).getBytes(StandardCharsets.US_ASCII);
    }

    /** The client's reply, its cursor marked; one of another form as it is. */
    static byte[] marked(byte[] reply, int mark) {
        String head = new String(reply, 0, Math.min(reply.length, 64), StandardCharsets.ISO_8859_1);
        String[] lines = head.split("\r\n", 4);
        if (lines.length < 4 || !lines[0].equals("*2") || !lines[1].startsWith("$") || lines[2].equals("0")) {
            return reply;
        }
        long value;
        try {
            value = Long.parseUnsignedLong(lines[2]);
        } catch (NumberFormatException e) {
            return reply;
        }
        String cursor = Long.toUnsignedString(value | (long) mark << SHIFT);
        int rest = lines[0].length() + lines[1].length() + lines[2].length() + 6;
        ByteArrayOutputStream out = new ByteArrayOutputStream(reply.length + 16);
        out.writeBytes(("*2\r\n$" + cursor.length() + "\r\n" + cursor + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(reply, rest, reply.length - rest);
        return out.toByteArray();
    }
}

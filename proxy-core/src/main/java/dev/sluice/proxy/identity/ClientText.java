package dev.sluice.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply that is a text of lines, each ended by a line feed: a bulk string, or the verbatim string {@code txt:} of RESP3.
 * Immutable.
 *
 * @param verbatim which of the two
 */
record ClientText(boolean verbatim, List<ClientLine> lines) {
    private static final String FORMAT = "txt:";

    /** @return null for any other reply: an error, QUEUED, a null */
    static @Nullable ClientText parse(byte[] reply) {
        String all = new String(reply, StandardCharsets.ISO_8859_1);
        int header = all.indexOf("\r\n");
        boolean verbatim = all.startsWith("=");
        if (header < 0 || !(verbatim || all.startsWith("$")) || !Numbers.isInteger(all.substring(1, header))) {
            return null;
        }
        long length = Long.parseLong(all.substring(1, header));
        int from = header + 2;
        if (length < 0 || from + length + 2 != all.length() || (verbatim && !all.startsWith(FORMAT, from))) {
            return null;
        }
        String content = all.substring(verbatim ? from + FORMAT.length() : from, (int) (from + length));
        return new ClientText(verbatim, content.lines().map(ClientLine::parse).toList());
    }

    ClientText withLines(List<ClientLine> changed) {
        return new ClientText(verbatim, List.copyOf(changed));
    }

    byte[] bytes() {
        StringBuilder content = new StringBuilder(verbatim ? FORMAT : "");
        for (ClientLine line : lines) {
            content.append(line.text()).append('\n');
        }
        String reply = (verbatim ? "=" : "$") + content.length() + "\r\n" + content + "\r\n";
        return reply.getBytes(StandardCharsets.ISO_8859_1);
    }
}

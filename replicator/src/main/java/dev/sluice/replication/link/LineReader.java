package dev.sluice.replication.link;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts together lines that arrive in any pieces. */
final class LineReader {
    /** Longer than any reply of a handshake. */
    static final int MAX_BYTES = 4096;

    private final StringBuilder line = new StringBuilder();

    /** The next line without its end; null when it is not complete yet, and all bytes are taken. */
    @Nullable
    String read(ByteBuf in) throws LinkProtocolException {
        while (in.isReadable()) {
            byte b = in.readByte();
            if (b == '\n') {
                int length = line.length();
                String text = line.substring(0, length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
                line.setLength(0);
                return text;
            }
            if (line.length() == MAX_BYTES) {
                throw new LinkProtocolException("a reply of the handshake is longer than " + MAX_BYTES + " bytes");
            }
            line.append((char) (b & 0xff));
        }
        return null;
    }

    /** Text of a line for an operator: servers write UTF-8. */
    static String text(String line) {
        return new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}

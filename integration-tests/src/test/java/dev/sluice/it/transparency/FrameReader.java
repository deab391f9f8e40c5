package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes bytes as they come and gives whole frames. Deliberately not Sluice's own parser. */
final class FrameReader {
    private final StringBuilder bytes = new StringBuilder();
    private int position;

    void add(String more) {
        bytes.append(more);
    }

    boolean isInFrame() {
        return !bytes.isEmpty();
    }

    /** What has come of a frame that is not whole. */
    String rest() {
        return bytes.toString();
    }

    /** The next whole frame; null when more bytes are needed. */
    @Nullable
    Frame next() {
        position = 0;
        Frame frame = frame();
        if (frame != null) {
            bytes.delete(0, position);
        }
        return frame;
    }

    private @Nullable Frame frame() {
        int start = position;
        String line = line();
        if (line == null) {
            return null;
        }
        if (line.isEmpty()) {
            throw new IllegalStateException("an empty line instead of a frame");
        }
        char type = line.charAt(0);
        String text = line.substring(1);
        return switch (type) {
            case '+', '-', ':', ',', '(', '#', '_' ->
                new Frame(type, text, List.of(), bytes.substring(start, position));
            case '$', '=', '!' -> bulk(start, type, Integer.parseInt(text));
            case '*', '~', '>' -> aggregate(start, type, text, Integer.parseInt(text));
            case '%' -> aggregate(start, type, text, 2 * Integer.parseInt(text));
            case '|' -> aggregate(start, type, text, 2 * Integer.parseInt(text) + 1);
            default -> throw new IllegalStateException("no frame starts with " + Escaped.text(line));
        };
    }

    private @Nullable Frame bulk(int start, char type, int length) {
        if (length < 0) {
            return new Frame(type, "-1", List.of(), bytes.substring(start, position));
        }
        int from = position;
        if (bytes.length() < from + length + 2) {
            return null;
        }
        position = from + length + 2;
        return new Frame(type, bytes.substring(from, from + length), List.of(), bytes.substring(start, position));
    }

    private @Nullable Frame aggregate(int start, char type, String text, int count) {
        List<Frame> elements = new ArrayList<>();
        while (elements.size() < count) {
            Frame element = frame();
            if (element == null) {
                return null;
            }
            if (!isBetweenElements(element)) {
                elements.add(element);
            }
        }
        return new Frame(type, text, List.copyOf(elements), bytes.substring(start, position));
    }

    /** Redis 6.2 and 7.0 write what a transaction makes them tell its own client between the elements of EXEC's reply. */
    private static boolean isBetweenElements(Frame element) {
        return element.type() == '>' && !element.elements().get(0).text().endsWith("subscribe");
    }

    private @Nullable String line() {
        int end = bytes.indexOf("\r\n", position);
        if (end < 0) {
            return null;
        }
        String line = bytes.substring(position, end);
        position = end + 2;
        return line;
    }
}

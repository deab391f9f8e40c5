package dev.sluice.it.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A reply or push as it came.
 *
 * @param type the first byte
 * @param text of a scalar what it says, of an aggregate its length; {@code -1} for a null
 * @param wire all its bytes, one char each
 */
record Frame(char type, String text, List<Frame> elements, String wire) {

    boolean isError() {
        return type == '-' || type == '!';
    }

    boolean isInteger() {
        return type == ':';
    }

    boolean isAggregate() {
        return "*%~>|".indexOf(type) >= 0;
    }

    /** What holds no other frame, in order; an aggregate tells its own type and length too. */
    List<Frame> parts() {
        List<Frame> parts = new ArrayList<>();
        visit(parts::add);
        return parts;
    }

    private void visit(Consumer<Frame> visitor) {
        visitor.accept(this);
        elements.forEach(element -> element.visit(visitor));
    }

    /** The type and, of a scalar, the value. */
    String label() {
        return type + text;
    }

    @Override
    public String toString() {
        return Escaped.text(wire);
    }
}

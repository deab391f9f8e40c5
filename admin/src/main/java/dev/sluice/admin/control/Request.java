package dev.sluice.admin.control;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One command as it came.
 *
 * @param words the name and the arguments; never empty unless {@code violation} is set
 * @param violation the protocol error to answer before the connection is closed; null for a well-formed command
 */
record Request(List<String> words, @Nullable String violation) {

    static Request of(List<String> words) {
        return new Request(List.copyOf(words), null);
    }

    static Request malformed(String violation) {
        return new Request(List.of(), violation);
    }

    /** The command's name in upper case. */
    String name() {
        return words.get(0).toUpperCase(Locale.ROOT);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** Without the arguments: some of them are passwords. */
    @Override
    public String toString() {
        return words.isEmpty()
                ? "malformed"
                : Words.quotable(words.get(0)) + " with " + arguments().size() + " arguments";
    }
}

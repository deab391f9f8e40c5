package dev.sluice.admin.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of one verb from left to right; what is not as the verb's usage says is a {@link BadArgument}. */
final class Arguments {
    private final Verb verb;
    private final Deque<String> rest;

    Arguments(Verb verb, List<String> words) {
        this.verb = verb;
        rest = new ArrayDeque<>(words);
    }

    int left() {
        return rest.size();
    }

    /** Takes the next argument when it is this word, in any case. */
    boolean takes(String word) {
        String next = rest.peek();
        if (next == null || !next.equalsIgnoreCase(word)) {
            return false;
        }
        rest.remove();
        return true;
    }

    /** The next argument, which must be there. */
    String next() {
        String next = rest.poll();
        if (next == null) {
            throw wrongNumber();
        }
        return next;
    }

    @Nullable
    String nextOrNull() {
        return rest.poll();
    }

    /** The next argument as a whole number in this range. */
    long number(String what, long min, long max) {
        String word = next();
        try {
            long value = Long.parseLong(word);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw outOfRange(what, word, min, max);
        }
        throw outOfRange(what, word, min, max);
    }

    private BadArgument outOfRange(String what, String word, long min, long max) {
        return new BadArgument(
                "%s must be a whole number from %d to %d, not '%s'".formatted(what, min, max, Words.quotable(word)));
    }

    /** Nothing may be left. */
    void end() {
        if (!rest.isEmpty()) {
            throw unknown();
        }
    }

    /** The next argument is none that the verb knows. */
    BadArgument unknown() {
        String next = rest.peek();
        if (next == null) {
            return wrongNumber();
        }
        return new BadArgument("syntax error at '%s'; usage: %s".formatted(Words.quotable(next), verb.usage()));
    }

    /** In the servers' words. */
    BadArgument wrongNumber() {
        return new BadArgument("wrong number of arguments for '%s' command; usage: %s"
                .formatted(verb.name().toLowerCase(Locale.ROOT), verb.usage()));
    }

    /** An error of whoever sent the command: an expected answer, so without a stack trace. */
    static final class BadArgument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadArgument(String message) {
            super(message, null, false, false);
        }
    }
}

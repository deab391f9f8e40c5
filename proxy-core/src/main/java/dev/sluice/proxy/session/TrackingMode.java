package dev.sluice.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** CLIENT TRACKING as a mode of the session: its options as they are given again to another node. Pure functions. */
final class TrackingMode {
    static final String COMMAND = "CLIENT TRACKING";

    private static final String BCAST = "BCAST";
    private static final String PREFIX = "PREFIX";
    private static final String REDIRECT = "REDIRECT";

    /** As FLUSHALL sends it (trackingInvalidateKeysOnFlush, tracking.c). */
    private static final ByteBuf FLUSH = Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer(">2\r\n$10\r\ninvalidate\r\n_\r\n".getBytes(StandardCharsets.US_ASCII)));

    private TrackingMode() {}

    /** @param words of the whole request, its name first */
    static ContextChange change(List<String> words) {
        if (words.get(2).equalsIgnoreCase("off")) {
            return context -> context.withoutMode(COMMAND);
        }
        List<String> given = List.copyOf(words.subList(3, words.size()));
        return context -> context.withMode(COMMAND, options(context.modes().getOrDefault(COMMAND, List.of()), given));
    }

    /** Each CLIENT TRACKING ON replaces the options but adds to the prefixes (enableTracking, tracking.c). */
    private static List<String> options(List<String> before, List<String> given) {
        Set<String> prefixes = new LinkedHashSet<>(prefixes(before));
        prefixes.addAll(prefixes(given));
        List<String> options = new ArrayList<>(List.of("ON"));
        for (int at = 0; at < given.size(); at++) {
            if (given.get(at).equalsIgnoreCase(PREFIX)) {
                at++;
            } else {
                options.add(given.get(at));
            }
        }
        for (String prefix : prefixes) {
            options.add(PREFIX);
            options.add(prefix);
        }
        return options;
    }

    private static List<String> prefixes(List<String> options) {
        List<String> prefixes = new ArrayList<>();
        for (int at = 0; at + 1 < options.size(); at++) {
            if (options.get(at).equalsIgnoreCase(PREFIX)) {
                prefixes.add(options.get(++at));
            }
        }
        return prefixes;
    }

    /** Whether invalidations go to another client than the one that tracks. */
    static boolean redirects(SessionContext context) {
        return has(context, REDIRECT);
    }

    /** Whether the client is told of every key that has one of its prefixes. */
    static boolean broadcasts(SessionContext context) {
        return has(context, BCAST);
    }

    private static boolean has(SessionContext context, String option) {
        List<String> options = context.modes().getOrDefault(COMMAND, List.of());
        for (int at = 0; at < options.size(); at++) {
            if (options.get(at).equalsIgnoreCase(PREFIX)) {
                at++;
            } else if (options.get(at).equalsIgnoreCase(option)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the client is told by pushes what it may no longer keep, so that it can be told to keep nothing. */
    static boolean isPushed(SessionContext context) {
        return context.tracking() && context.resp() == 3 && !redirects(context);
    }

    /** That nothing may be kept. */
    static ByteBuf flush() {
        return FLUSH.duplicate();
    }
}

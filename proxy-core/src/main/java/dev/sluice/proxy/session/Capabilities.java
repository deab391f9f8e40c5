package dev.sluice.proxy.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * CLIENT CAPA without {@code redirect}: a client that is redirected to another node would leave Sluice. What a server does not
 * know it ignores (clientCapaCommand, networking.c of Valkey 8.0), so something stands in its place. Pure functions.
 */
final class Capabilities {
    static final String COMMAND = "CLIENT CAPA";

    private static final String REDIRECT = "redirect";
    private static final String NONE = "none";

    private Capabilities() {}

    /** What the node is asked. */
    static List<byte[]> ask(List<byte[]> arguments) {
        List<byte[]> asked = new ArrayList<>(arguments);
        for (int at = 2; at < asked.size(); at++) {
            String word = new String(asked.get(at), StandardCharsets.ISO_8859_1);
            if (word.equalsIgnoreCase(REDIRECT)) {
                asked.set(at, NONE.getBytes(StandardCharsets.US_ASCII));
            }
        }
        return asked;
    }

    /** Each adds to those told before. */
    static ContextChange change(List<String> given) {
        return context -> {
            Set<String> all = new LinkedHashSet<>(context.modes().getOrDefault(COMMAND, List.of()));
            given.forEach(word -> all.add(word.equalsIgnoreCase(REDIRECT) ? NONE : word));
            return context.withMode(COMMAND, List.copyOf(all));
        };
    }
}

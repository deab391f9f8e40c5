package dev.sluice.proxy.identity;

import dev.sluice.proxy.lane.PinReason;

/** The letters of CLIENT LIST's field {@code flags} (catClientInfoString, networking.c), in the order of the servers. */
final class SessionFlags {
    private SessionFlags() {}

    static String of(SessionCard card) {
        SessionActivity activity = card.activity();
        String modes = activity.modes();
        StringBuilder flags = new StringBuilder();
        add(flags, pinned(card, PinReason.MONITOR), 'O');
        add(flags, activity.subscribed(), 'P');
        add(flags, activity.queued() >= 0, 'x');
        add(flags, pinned(card, PinReason.BLOCKED), 'b');
        add(flags, activity.redirect() >= 0, 't');
        flags.append(modes);
        return flags.length() == 0 ? "N" : flags.toString();
    }

    private static boolean pinned(SessionCard card, PinReason reason) {
        return reason.word().equals(card.lane().pinned());
    }

    private static void add(StringBuilder flags, boolean set, char letter) {
        if (set) {
            flags.append(letter);
        }
    }
}

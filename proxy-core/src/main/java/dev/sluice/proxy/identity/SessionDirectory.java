package dev.sluice.proxy.identity;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The sessions that there are, over all event loops. Thread-safe. */
public final class SessionDirectory {
    /** The first virtual id. A node counts from 1 and would need a million connections a second for twelve days. */
    public static final long FIRST_ID = 1L << 40;

    private final AtomicLong nextId = new AtomicLong(FIRST_ID);
    private final ConcurrentMap<Long, SessionCard> cards = new ConcurrentHashMap<>();

    private volatile @Nullable ClientLine line;

    /** A virtual id that no session had before. */
    public long newId() {
        return nextId.getAndIncrement();
    }

    /** Whether this is an id that only Sluice gives. */
    public static boolean isVirtual(long id) {
        return id >= FIRST_ID;
    }

    /** @throws IllegalStateException when a session of that id is there */
    public void add(SessionCard card) {
        if (cards.putIfAbsent(card.id(), card) != null) {
            throw new IllegalStateException("two sessions have the id " + card.id());
        }
    }

    /** Forgets the session; nothing happens when it is not there. */
    public void remove(long id) {
        cards.remove(id);
    }

    public @Nullable SessionCard byId(long id) {
        return cards.get(id);
    }

    /** Those that are there now, by rising id, which is the order in which they came. */
    public List<SessionCard> all() {
        return cards.values().stream()
                .sorted(Comparator.comparingLong(SessionCard::id))
                .toList();
    }

    /** A line of CLIENT LIST as the node writes it, from the last reply that had one; null before. */
    public @Nullable ClientLine line() {
        return line;
    }

    /** @param reply of CLIENT LIST */
    public void lineOf(byte[] reply) {
        ClientText text = ClientText.parse(reply);
        if (text != null && !text.lines().isEmpty()) {
            line = text.lines().get(0);
        }
    }

    public int size() {
        return cards.size();
    }
}

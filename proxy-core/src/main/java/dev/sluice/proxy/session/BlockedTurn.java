package dev.sluice.proxy.session;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Where a held blocking command stands among those of other sessions.
 *
 * @param since when it was sent first, in nanoseconds of the sessions' clock
 * @param db the database of its keys
 * @param keys at which whoever came first is served first; none where everybody is
 */
public record BlockedTurn(long since, int db, Set<ByteBuffer> keys) {}

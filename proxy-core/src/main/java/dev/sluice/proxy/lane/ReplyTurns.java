package dev.sluice.proxy.lane;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the users of a lane in the order of their unanswered commands. A ring of runs (user, count), because
 * pipelines come in one piece; adding and taking allocates nothing but when the ring has to grow.
 */
final class ReplyTurns {
    private static final int INITIAL = 16;

    private @Nullable LaneUser[] users = new LaneUser[INITIAL];
    private int[] counts = new int[INITIAL];
    private int head;
    private int runs;

    void add(LaneUser user) {
        int mask = users.length - 1;
        if (runs > 0) {
            int last = head + runs - 1 & mask;
            if (users[last] == user && counts[last] < Integer.MAX_VALUE) {
                counts[last]++;
                return;
            }
        }
        if (runs == users.length) {
            grow();
            mask = users.length - 1;
        }
        int next = head + runs & mask;
        users[next] = user;
        counts[next] = 1;
        runs++;
    }

    boolean isEmpty() {
        return runs == 0;
    }

    /** Whose reply comes next; null when nobody waits. */
    @Nullable
    LaneUser peek() {
        return runs == 0 ? null : users[head];
    }

    /** The next reply has come. */
    void poll() {
        if (--counts[head] == 0) {
            users[head] = null;
            head = head + 1 & users.length - 1;
            runs--;
        }
    }

    /** Whether anybody but {@code user} waits for a reply. */
    boolean hasOthers(LaneUser user) {
        for (int i = 0; i < runs; i++) {
            if (users[head + i & users.length - 1] != user) {
                return true;
            }
        }
        return false;
    }

    /** Everybody who waits, once. */
    Collection<LaneUser> waiting() {
        Set<LaneUser> waiting = new LinkedHashSet<>();
        for (int i = 0; i < runs; i++) {
            LaneUser user = users[head + i & users.length - 1];
            if (user != null) {
                waiting.add(user);
            }
        }
        return waiting;
    }

    private void grow() {
        int size = users.length;
        @Nullable LaneUser[] moreUsers = Arrays.copyOf(users, size * 2);
        int[] moreCounts = Arrays.copyOf(counts, size * 2);
        for (int i = 0; i < size; i++) {
            moreUsers[i] = users[head + i & size - 1];
            moreCounts[i] = counts[head + i & size - 1];
        }
        users = moreUsers;
        counts = moreCounts;
        head = 0;
    }
}

package dev.sluice.proxy.session;

import dev.sluice.proxy.command.CommandKind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * What was sent and is not answered yet, oldest first: a ring of small ints, so that matching replies to commands allocates
 * nothing. One entry is one reply frame of the node, or all that acknowledges one SUBSCRIBE: see {@link ListeningFrames}. Matching
 * ends for good once a command was sent whose answer is not known (CLIENT REPLY, SCRIPT DEBUG): from then on frames are passed on
 * as they come, and the session counts as uncarriable until it is closed.
 */
final class ExpectedReplies {
    private static final int INITIAL = 16;

    private int[] ring = new int[INITIAL];
    private int head;
    private int size;
    private int writes;
    private int blocking;
    private int transactions;
    private boolean ended;
    private final Queue<String> refusals = new ArrayDeque<>(0);

    void add(int kind) {
        if (size == ring.length) {
            grow();
        }
        ring[head + size & ring.length - 1] = kind;
        size++;
        count(kind, 1);
    }

    /** A command that is refused, by the name its error will tell. */
    void addRefused(int kind, String name) {
        add(kind);
        refusals.add(name);
    }

    int peek() {
        return ring[head];
    }

    int poll() {
        int kind = ring[head];
        head = head + 1 & ring.length - 1;
        size--;
        count(kind, -1);
        return kind;
    }

    /** Name of the refused command whose turn it is. */
    String pollRefusal() {
        return refusals.remove();
    }

    private void count(int kind, int by) {
        if (kind != CommandKind.READ) {
            writes += CommandKind.mayWrite(kind) ? by : 0;
            blocking += CommandKind.blocking(kind) ? by : 0;
            transactions += CommandKind.inTransactions(kind) ? by : 0;
        }
    }

    private void grow() {
        int[] larger = Arrays.copyOf(ring, ring.length * 2);
        System.arraycopy(ring, 0, larger, ring.length, head);
        ring = larger;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Commands among them that may write. */
    int writes() {
        return writes;
    }

    /** Commands among them that may block. */
    int blocking() {
        return blocking;
    }

    /** MULTI, EXEC, WATCH and their like among them. */
    int transactions() {
        return transactions;
    }

    /** No reply of a command sent from now on is expected; those sent before still are. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }
}

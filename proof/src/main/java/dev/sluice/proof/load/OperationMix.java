package dev.sluice.proof.load;

import dev.sluice.proof.history.Kind;
import java.util.SplittableRandom;

/** How often each kind of operation comes. */
final class OperationMix {
    /** Counters of all clients, for each database. */
    static final int SHARED_COUNTERS = 3;

    private static final Kind[] HUNDRED = hundred();

    private OperationMix() {}

    static Kind choose(SplittableRandom random) {
        return HUNDRED[random.nextInt(HUNDRED.length)];
    }

    static boolean isShared(Kind kind) {
        return kind == Kind.SHARED || kind == Kind.READ_SHARED;
    }

    /** The number of a shared counter, unique over all databases. */
    static long sharedCounter(SplittableRandom random, int database) {
        return (long) database * SHARED_COUNTERS + random.nextInt(SHARED_COUNTERS);
    }

    private static Kind[] hundred() {
        Kind[] all = new Kind[100];
        int end = 0;
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < share(kind); i++) {
                all[end++] = kind;
            }
        }
        if (end != all.length) {
            throw new IllegalStateException("shares add up to " + end);
        }
        return all;
    }

    private static int share(Kind kind) {
        return switch (kind) {
            case COUNTER -> 16;
            case LIST, SHARED -> 12;
            case APPEND, STREAM, HASH -> 8;
            case TRANSACTION -> 6;
            case READ_COUNTER, READ_LIST, READ_SHARED -> 10;
        };
    }
}

package dev.sluice.proof.history;

import java.util.Locale;

/**
 * The keys under which facts are written: {@code fact:RUN:CLIENT:KIND}, and {@code fact:RUN:shared:N}.
 *
 * @param run tells the facts of one run from those of another on the same server
 */
public record FactKeys(String run) {
    /** What all keys of facts begin with. */
    public static final String PREFIX = "fact:";

    public String of(int client, Kind kind) {
        return PREFIX + run + ":" + client + ":" + kind.name().toLowerCase(Locale.ROOT);
    }

    /** The list of a client's transactions; their counter is {@code of(client, TRANSACTION)}. */
    public String transactionList(int client) {
        return of(client, Kind.TRANSACTION) + ":list";
    }

    public String shared(long counter) {
        return PREFIX + run + ":shared:" + counter;
    }
}

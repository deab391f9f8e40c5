package dev.sluice.proof.load;

import java.util.List;

/** The words with which a fenced source refuses a write. */
final class Refusal {
    /** Of a replica, of a master with too few replicas, and of a transaction that one of these cut short. */
    private static final List<String> STARTS = List.of("READONLY", "NOREPLICAS", "EXECABORT");

    private Refusal() {}

    static boolean isRefusal(String message) {
        return STARTS.stream().anyMatch(message::startsWith);
    }
}

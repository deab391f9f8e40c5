package dev.sluice.replication.relay;

import dev.sluice.replication.position.PsyncRequest;
import dev.sluice.replication.position.ReplicationIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a replica sends.
 *
 * @param psync with {@link Kind#PSYNC}
 * @param offset with {@link Kind#ACK}: applied through here
 */
record ReplicaRequest(Kind kind, PsyncRequest psync, long offset) {
    enum Kind {
        /** PING, AUTH, REPLCONF: answered by {@link HandshakeReplies}. */
        HANDSHAKE,
        PSYNC,
        ACK,
        OTHER
    }

    static ReplicaRequest parse(List<byte[]> words) {
        String name = text(words, 0).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "ping", "auth" -> of(Kind.HANDSHAKE);
            case "replconf" -> replconf(words);
            case "psync" -> psync(words);
            default -> of(Kind.OTHER);
        };
    }

    private static ReplicaRequest replconf(List<byte[]> words) {
        if (!text(words, 1).equalsIgnoreCase("ack")) {
            return of(Kind.HANDSHAKE);
        }
        long offset = number(text(words, 2));
        return offset < 0 ? of(Kind.OTHER) : new ReplicaRequest(Kind.ACK, PsyncRequest.FULL, offset);
    }

    /** {@code PSYNC replid offset}; a third word is FAILOVER, which is nothing for a relay. */
    private static ReplicaRequest psync(List<byte[]> words) {
        if (words.size() != 3) {
            return of(Kind.OTHER);
        }
        String replid = text(words, 1);
        if (replid.equals("?")) {
            return new ReplicaRequest(Kind.PSYNC, PsyncRequest.FULL, 0);
        }
        long next = number(text(words, 2));
        if (!ReplicationIds.isValid(replid) || next < 0) {
            return of(Kind.OTHER);
        }
        return new ReplicaRequest(Kind.PSYNC, new PsyncRequest(replid, next), 0);
    }

    private static ReplicaRequest of(Kind kind) {
        return new ReplicaRequest(kind, PsyncRequest.FULL, 0);
    }

    private static String text(List<byte[]> words, int i) {
        return i < words.size() ? new String(words.get(i), StandardCharsets.UTF_8) : "";
    }

    private static long number(String word) {
        return word.matches("\\d{1,18}") ? Long.parseLong(word) : -1;
    }
}

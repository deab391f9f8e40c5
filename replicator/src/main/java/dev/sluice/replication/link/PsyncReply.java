package dev.sluice.replication.link;

import dev.sluice.replication.position.Position;
import dev.sluice.replication.position.ReplicationIds;
import org.jspecify.annotations.Nullable;

/**
 * A node's answer to PSYNC ({@code slaveTryPartialResynchronization}).
 *
 * @param start with {@link Kind#FULL_RESYNC}: where the snapshot stands
 * @param replid with {@link Kind#CONTINUE}: the id under which the stream goes on, null when not told
 * @param text with {@link Kind#RETRY} and {@link Kind#REFUSED}: the node's own words
 */
record PsyncReply(
        Kind kind, @Nullable Position start, @Nullable String replid, String text) {
    enum Kind {
        FULL_RESYNC,
        CONTINUE,
        /** Not now: the node loads its data, or has no link to its own master. */
        RETRY,
        REFUSED
    }

    static PsyncReply parse(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("+FULLRESYNC") && words.length == 3 && ReplicationIds.isValid(words[1])) {
            long offset = parseOffset(words[2]);
            if (offset >= 0) {
                return new PsyncReply(Kind.FULL_RESYNC, new Position(words[1], offset), null, line);
            }
        }
        if (line.equals("+CONTINUE")) {
            return new PsyncReply(Kind.CONTINUE, null, null, line);
        }
        if (words[0].equals("+CONTINUE") && words.length == 2 && ReplicationIds.isValid(words[1])) {
            return new PsyncReply(Kind.CONTINUE, null, words[1], line);
        }
        return new PsyncReply(isTransient(line) ? Kind.RETRY : Kind.REFUSED, null, null, line);
    }

    /** Errors that pass by themselves; also those of a server that sheds load. */
    static boolean isTransient(String line) {
        return line.startsWith("-NOMASTERLINK")
                || line.startsWith("-LOADING")
                || line.startsWith("-MASTERDOWN")
                || line.startsWith("-BUSY")
                || line.startsWith("-ERR Can't SYNC while not connected")
                || line.startsWith("-ERR max number of clients")
                || line.contains("pending output");
    }

    private static long parseOffset(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}

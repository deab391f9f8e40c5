package dev.sluice.replication.position;

/**
 * A place in a replication history: the offset of the last byte included, in the history named by the replid. An offset alone
 * identifies nothing.
 *
 * @param replid 40 characters, see {@link ReplicationIds}
 * @param offset {@code master_repl_offset} of a server that stands there; the next byte has this offset plus one
 */
public record Position(String replid, long offset) {
    public Position {
        ReplicationIds.require(replid);
        if (offset < 0) {
            throw new IllegalArgumentException("negative replication offset: " + offset);
        }
    }
}

package dev.sluice.cutover.port;

/**
 * A place in a replication history: the offset of the last byte included, in the history named by the replid. An offset alone
 * identifies nothing.
 */
public record Position(String replid, long offset) {}

package dev.sluice.replication.spool;

/** The cap of everything spooled ({@code sluice.replication.spool-max-bytes}) would be exceeded. Nothing was written. */
public final class SpoolFullException extends SpoolException {
    private static final long serialVersionUID = 1L;

    SpoolFullException(long used, long max) {
        super("the spool is full: " + used + " of at most " + max + " bytes (sluice.replication.spool-max-bytes)");
    }
}

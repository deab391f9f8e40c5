package dev.sluice.replication.control;

import dev.sluice.replication.position.Position;

/**
 * How a lane started.
 *
 * @param magic the snapshot's own first words ({@code REDIS0009}, {@code VALKEY080}), or {@link #NONE}
 * @param start the stream goes on after this position
 */
public record Snapshot(String magic, Position start) {
    /** The lane was taken up by a partial resync, without a snapshot. */
    public static final String NONE = "none";
}

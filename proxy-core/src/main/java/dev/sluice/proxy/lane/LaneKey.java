package dev.sluice.proxy.lane;

import dev.sluice.config.NodeRole;
import org.jspecify.annotations.Nullable;

/**
 * What sessions must have in common to share a lane. Immutable.
 *
 * @param resp protocol version, 2 or 3
 * @param credentials null when they have not authenticated
 * @param db selected database
 */
public record LaneKey(NodeRole node, int resp, @Nullable Credentials credentials, int db) {}

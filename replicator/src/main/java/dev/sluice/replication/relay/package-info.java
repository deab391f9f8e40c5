/**
 * Sluice as the master of a node. Connections come in at the replication port, are known by their password, and ask for a
 * position; whoever owns the lane decides the answer, and a feed gives them snapshot and stream from the spool. The applied
 * offset comes back. One event loop.
 */
@NullMarked
package dev.sluice.replication.relay;

import org.jspecify.annotations.NullMarked;

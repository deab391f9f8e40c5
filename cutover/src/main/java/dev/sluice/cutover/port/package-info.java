/**
 * What the cutover needs of the rest of Sluice, declared here and implemented by adapters in the composition root: the
 * {@link dev.sluice.cutover.port.Gate} to the client sessions, the {@link dev.sluice.cutover.port.Replication} between the
 * nodes, and {@link dev.sluice.cutover.port.NodeControl} of each node. Nothing here knows a channel, a buffer or a frame.
 */
@NullMarked
package dev.sluice.cutover.port;

import org.jspecify.annotations.NullMarked;

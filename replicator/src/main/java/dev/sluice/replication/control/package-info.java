/**
 * The copy as a whole. A <em>lane</em> captures from one node into its spool and delivers from there to the other; the forward
 * and the reverse lane are the same code with the names swapped. {@link dev.sluice.replication.control.Replicator} is the only
 * door: calls come in from any thread and are done on one event loop, stages and {@link
 * dev.sluice.replication.control.ReplicatorStatus} go out.
 */
@NullMarked
package dev.sluice.replication.control;

import org.jspecify.annotations.NullMarked;

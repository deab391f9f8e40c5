/** Source link, spool and relay: Sluice as the replica of one node and the master of the other. */
@NullMarked
package dev.sluice.replication;

import org.jspecify.annotations.NullMarked;
